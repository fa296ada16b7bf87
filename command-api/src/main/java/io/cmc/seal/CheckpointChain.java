// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Checkpoints one after the other: numbers and ranges without gaps, each naming the one before, each signed by the key that is due. A
 * signature of a trusted key vouches for all checkpoints before it too, since it covers their hashes.
 */
final class CheckpointChain {

  private final Set<String> trusted;
  private final KnownCheckpoints known;
  private final Set<String> keys = new LinkedHashSet<>();
  private Checkpoint last;
  private String lastHash = Checkpoint.NONE;
  private boolean vouchedFor;
  private long vouchedTo;

  CheckpointChain(Set<String> trusted, KnownCheckpoints known) {
    this.trusted = trusted;
    this.known = known;
  }

  Checkpoint next(SignedCheckpoint signed) {
    var next = read(signed);
    isNext(next);
    isSigned(next, signed);
    isKnown(next, signed);
    vouchedFor = trusted.contains(next.key().fingerprint()) || vouchedFor && next.key().equals(last.successor());
    if (vouchedFor) vouchedTo = next.to();
    keys.add(next.key().fingerprint());
    last = next;
    lastHash = signed.hash();
    return next;
  }

  private Checkpoint read(SignedCheckpoint signed) {
    try {
      return signed.checkpoint();
    } catch (IllegalArgumentException e) {
      throw EventRun.bad(to() + 1, "checkpoint " + (number() + 1) + " cannot be read: " + e.getMessage());
    }
  }

  private void isNext(Checkpoint next) {
    if (next.number() != number() + 1) throw EventRun.bad(to() + 1, "expected checkpoint " + (number() + 1) + ", found " + next.number());
    if (next.from() != to() + 1 || next.to() < to()) {
      throw EventRun.bad(to() + 1, "checkpoint " + next.number() + " covers positions " + next.from() + " to " + next.to());
    }
    if (!next.previous().equals(lastHash)) {
      throw EventRun.bad(next.from(), "checkpoint " + next.number() + " was made after another checkpoint " + number() + " than this one");
    }
  }

  private void isSigned(Checkpoint next, SignedCheckpoint signed) {
    var fingerprint = next.key().fingerprint();
    if (!signed.hasItsSignature()) throw EventRun.bad(next.from(), "checkpoint " + next.number() + " is not what key " + fingerprint + " signed: it was edited");
    if (last != null && !next.key().equals(last.successor()) && !trusted.contains(fingerprint)) {
      throw EventRun.bad(next.from(), "checkpoint " + next.number() + " is signed by key " + fingerprint + ", which no key before it introduced");
    }
  }

  private void isKnown(Checkpoint next, SignedCheckpoint signed) {
    if (known.number(next.number()).filter(kept -> !kept.text().equals(signed.text())).isPresent()) {
      throw EventRun.bad(next.from(), "checkpoint " + next.number() + " is not the one that was kept beside the store");
    }
  }

  /** @param position of the last event */
  void end(long position) {
    known.last().map(SignedCheckpoint::checkpoint).filter(kept -> kept.number() > number()).ifPresent(kept -> {
      throw EventRun.bad(Math.max(position, to()) + 1, "cut off: checkpoint " + kept.number() + ", which was kept beside the store, covers events up to position "
          + kept.to());
    });
    if (!trusted.isEmpty() && last != null && !vouchedFor) {
      throw EventRun.bad(vouchedTo + 1, "checkpoints from here on are signed by key " + last.key().fingerprint()
          + ", which is not trusted and which no trusted key introduced");
    }
  }

  /** Whether the last checkpoint is signed by a key that was named as trusted, or that such a key introduced. */
  boolean isVouchedFor() {
    return vouchedFor;
  }

  Set<String> keys() {
    return keys;
  }

  long number() {
    return last == null ? 0 : last.number();
  }

  private long to() {
    return last == null ? 0 : last.to();
  }
}
