// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import io.cmc.controller.activity.Activity;
import io.cmc.controller.activity.OpenIncidents;
import io.cmc.id.JourneyId;
import io.cmc.journey.Phase;
import io.cmc.journey.Rounds;
import io.cmc.journey.Stage;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is remembered of one participant's journey. */
public sealed interface Journey {

  record NotEnrolled() implements Journey {}

  /**
   * @param requests how many steps were requested so far; numbers the next one
   * @param reached the last stage that was gone through to its end, and its round
   * @param marks what else happened on the way
   */
  record OnTheWay(JourneyId id, ClosingStrategy closing, BackupStrategy backup, Position position, Activity activity, int requests,
      Optional<Reached> reached, Marks marks) implements Journey {
    OnTheWay at(Position next) {
      return new OnTheWay(id, closing, backup, next, new Activity.Idle(), requests, reached, marks);
    }

    OnTheWay doing(Activity next, int requested) {
      return new OnTheWay(id, closing, backup, position, next, requested, reached, marks);
    }

    OnTheWay reached(Stage stage, int round) {
      return new OnTheWay(id, closing, backup, position, new Activity.Idle(), requests, Optional.of(new Reached(stage, round, looks(stage))),
          marks);
    }

    OnTheWay lookedAt(int round) {
      return new OnTheWay(id, closing, backup, position, new Activity.Idle(), requests,
          reached.map(r -> new Reached(r.stage(), r.round(), round)), marks);
    }

    OnTheWay with(Marks next) {
      return new OnTheWay(id, closing, backup, position, activity, requests, reached, next);
    }

    private int looks(Stage stage) {
      return reached.filter(r -> r.stage() == stage).map(Reached::looked).orElse(0);
    }

    /** Whether the stage, or one that comes after it, was gone through or is being gone through: who asks for it now repeats himself. */
    boolean isPast(Stage stage, int round) {
      return reached.filter(r -> notBefore(r.stage(), r.round(), stage, round)).isPresent()
          || activity instanceof Activity.Doing d && notBefore(d.stage(), d.round(), stage, round);
    }

    private static boolean notBefore(Stage one, int round, Stage other, int otherRound) {
      var passes = Rounds.pass(one, round) - Rounds.pass(other, otherRound);
      if (passes != 0 && one.phase() != Phase.PREFLIGHT) return passes > 0;
      return one == other ? round >= otherRound : one.compareTo(other) > 0;
    }

    /** Whether it stands at the barrier after the stage and was not looked at in this round; who asks for an earlier round comes too late. */
    boolean isToBeSeen(Stage stage, int round) {
      return activity instanceof Activity.Idle && reached.filter(r -> r.stage() == stage && r.looked() < round && r.round() <= round).isPresent();
    }
  }

  /**
   * @param moveIntended whether a move was ever about to be made
   * @param backupIntended whether a backup was ever about to be taken since the last drain
   * @param aside whether the participant was excluded
   * @param dropped checks that do not block any more
   */
  record Marks(boolean moveIntended, boolean backupIntended, boolean aside, Set<String> dropped, OpenIncidents incidents) {
    static final Marks NONE = new Marks(false, false, false, Set.of(), OpenIncidents.NONE);

    Marks whenMoveIntended() {
      return new Marks(true, backupIntended, aside, dropped, incidents);
    }

    Marks backupIntended(boolean intended) {
      return new Marks(moveIntended, intended, aside, dropped, incidents);
    }

    Marks setAside() {
      return new Marks(moveIntended, backupIntended, true, dropped, incidents);
    }

    Marks dropped(String check) {
      var all = new TreeSet<>(dropped);
      all.add(check);
      return new Marks(moveIntended, backupIntended, aside, all, incidents);
    }

    Marks with(OpenIncidents next) {
      return new Marks(moveIntended, backupIntended, aside, dropped, next);
    }
  }

  /** @param looked the last round in which it was looked at again at the barrier; 0: not yet */
  record Reached(Stage stage, int round, int looked) {}
}
