// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.check.Invariant.Broken;
import io.cmc.deploy.simulation.check.Invariant.Ending;
import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.event.MigrationEvent.ParticipantExcluded;
import java.util.List;
import java.util.Optional;

/** Reads a tape from its beginning and says what first did not hold. */
public final class Checker {

  private final Before before;
  private final int from;

  /** @param from line of the tape at which the migration begins */
  public Checker(Before before, int from) {
    this.before = before;
    this.from = from;
  }

  /** @param at line of the tape; its length for what showed at the end */
  public record Finding(int at, String what) {}

  public Optional<Finding> completed(Tape tape) {
    return check(tape, Ending.COMPLETED);
  }

  public Optional<Finding> aborted(Tape tape) {
    return check(tape, Ending.ABORTED);
  }

  public Optional<Finding> restored(Tape tape) {
    return check(tape, Ending.RESTORED);
  }

  public Optional<Finding> standing(Tape tape) {
    return check(tape, Ending.STANDING);
  }

  private Optional<Finding> check(Tape tape, Ending ending) {
    List<Invariant> all = List.of(new MovedInTime(before), new MovedOnce(), new IntendedBefore(before), new CalledByHolder(), new SavedOnce(before),
        new OpenedLate(before), new BackBeforeOpen(before), new AllAtTheBarrier(before), new DrainedLongEnough(before), new RetiredLast(before), new Panic(), new ComparedFirst(), new IntentsEnd(), new NoticedSoon(), new ApprovedByOthers(before), new ClosedIsNamed(before), new EndsWell(before));
    int at = from;
    before.present().clear();
    before.present().addAll(before.plan().names());
    try {
      for (; at < tape.lines().size(); at++) {
        if (tape.lines().get(at).entry() instanceof Entry.Stored(ParticipantExcluded e)) before.present().remove(e.participant());
        for (var one : all) one.see(tape.lines().get(at));
      }
      for (var one : all) one.end(ending);
      return Optional.empty();
    } catch (Broken broken) {
      return Optional.of(new Finding(at, broken.getMessage()));
    }
  }
}
