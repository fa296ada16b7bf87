// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The events of one migration: numbers without gaps, and each proved to be among those that a checkpoint was signed over. */
final class OneMigration implements EventRun {

  /** What an event's proof leads to. Events that lead to the same are kept as one. */
  private record Claim(SealedFact first, long from, long size, String root) {
    boolean agrees(long from, long size, String root) {
      return this.from == from && this.size == size && this.root.equals(root);
    }
  }

  private final String migration;
  private final List<Claim> claims = new ArrayList<>();
  private SealedFact unproved;
  private long position;
  private long sequence;
  private long unsigned;

  OneMigration(String migration) {
    this.migration = migration;
  }

  @Override public void event(HistoryEntry.Event event) {
    var fact = event.fact();
    inOrder(fact);
    var hash = fact.hash(bytes(fact, event.before()));
    if (!HexFormat.of().formatHex(hash).equals(event.hash())) {
      throw EventRun.bad(fact, "event " + fact.eventId() + " is not what was sealed here: it was edited, put in or put in another's place");
    }
    if (event.proof() == null) unproved(fact);
    else claim(fact, hash, event.proof());
    position = fact.position();
    sequence = fact.migrationSequence();
  }

  private void inOrder(SealedFact fact) {
    if (!fact.migration().equals(migration)) throw EventRun.bad(fact, "expected events of " + migration + " alone");
    if (fact.migrationSequence() > sequence + 1) {
      throw EventRun.bad(fact, "expected number " + (sequence + 1) + ": it was removed or moved");
    }
    if (fact.migrationSequence() <= sequence || fact.position() <= position) {
      throw EventRun.bad(fact, "expected number " + (sequence + 1) + " after position " + position + ": it was put in or moved");
    }
  }

  private static byte[] bytes(SealedFact fact, String hash) {
    try {
      return HexFormat.of().parseHex(hash);
    } catch (RuntimeException e) {
      throw EventRun.bad(fact, "expected the hash of the event before it, found '" + hash + "'");
    }
  }

  private void unproved(SealedFact fact) {
    if (unproved == null) unproved = fact;
    unsigned++;
  }

  private void claim(SealedFact fact, byte[] hash, HistoryEntry.Proof proof) {
    var root = root(fact, hash, proof);
    if (claims.stream().noneMatch(c -> c.agrees(proof.from(), proof.size(), root))) claims.add(new Claim(fact, proof.from(), proof.size(), root));
  }

  private static String root(SealedFact fact, byte[] hash, HistoryEntry.Proof proof) {
    try {
      return MerkleTree.root(hash, fact.position() - proof.from(), proof.size(), proof.path());
    } catch (RuntimeException e) {
      throw EventRun.bad(fact, "its proof cannot be followed: " + e.getMessage());
    }
  }

  @Override public void covered(Checkpoint checkpoint) {
    if (unproved != null && unproved.position() <= checkpoint.to()) {
      throw EventRun.bad(unproved, "has no proof, though checkpoint " + checkpoint.number() + " covers its position");
    }
    for (var claim : claims) {
      if (!claim.agrees(checkpoint.from(), checkpoint.size(), checkpoint.root())) {
        throw EventRun.bad(claim.first(), "is not among the events that checkpoint " + checkpoint.number() + " was signed over");
      }
    }
    claims.clear();
  }

  @Override public long position() {
    return position;
  }

  /** A proof whose checkpoint never came proves nothing. */
  @Override public long unsigned() {
    return unsigned + claims.size();
  }
}
