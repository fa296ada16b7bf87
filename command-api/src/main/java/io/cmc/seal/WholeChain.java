// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** All events: positions without gaps, numbers without gaps in each migration, hashes that follow from each other. */
final class WholeChain implements EventRun {

  private final Map<String, Long> sequences = new HashMap<>();
  private byte[] last = SealedFact.nothingBefore();
  private GrowingRoot range = new GrowingRoot();
  private long position;
  private long covered;

  @Override public void event(HistoryEntry.Event event) {
    var fact = event.fact();
    inOrder(fact);
    var hash = fact.hash(last);
    if (!HexFormat.of().formatHex(hash).equals(event.hash())) {
      throw EventRun.bad(fact, "event " + fact.eventId() + " is not what was sealed here: it was edited, put in or put in another's place");
    }
    var sequence = sequences.merge(fact.migration(), 1L, Long::sum);
    if (sequence != fact.migrationSequence()) {
      throw EventRun.bad(fact, "expected number " + sequence + " of its migration, found " + fact.migrationSequence());
    }
    last = hash;
    position = fact.position();
    range.add(hash);
  }

  private void inOrder(SealedFact fact) {
    var next = position + 1;
    if (fact.position() > next) {
      throw EventRun.bad(next, "expected the event of this position, found that of " + fact.position() + ": it was removed or moved");
    }
    if (fact.position() < next) throw EventRun.bad(fact, "expected position " + next + ", found this one again: it was put in or moved");
  }

  @Override public void covered(Checkpoint checkpoint) {
    if (checkpoint.to() > position) {
      throw EventRun.bad(position + 1, "cut off: checkpoint " + checkpoint.number() + " covers events up to position " + checkpoint.to());
    }
    if (checkpoint.to() < position) throw EventRun.bad(checkpoint.to() + 1, "is before checkpoint " + checkpoint.number() + ", which does not cover it");
    if (!checkpoint.root().equals(range.root()) || !checkpoint.head().equals(HexFormat.of().formatHex(last))) {
      throw EventRun.bad(checkpoint.from(), "the events from here to position " + checkpoint.to() + " are not those that checkpoint "
          + checkpoint.number() + " was signed over, though they fit each other: the chain was computed anew");
    }
    range = new GrowingRoot();
    covered = checkpoint.to();
  }

  @Override public long position() {
    return position;
  }

  @Override public long unsigned() {
    return position - covered;
  }
}
