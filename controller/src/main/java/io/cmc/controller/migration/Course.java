// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.journey.Stage.*;

import io.cmc.approval.Gate;
import io.cmc.controller.migration.Leg.Barrier;
import io.cmc.controller.migration.Leg.Through;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import java.util.ArrayList;
import java.util.List;

/** The legs of a migration in their order, as the plan's strategies have them. */
public record Course(List<Leg> legs) {

  public Course {
    legs = List.copyOf(legs);
  }

  /** The read-only checks alone. */
  public static Course check() {
    return new Course(List.of(new Through(CHECK_DOMAINS), new Through(CHECK_PARTICIPANTS)));
  }

  public static Course forward(MigrationPlan plan) {
    var legs = new ArrayList<>(hooks(plan, Gate.START, HOOKS_BEFORE_START));
    legs.addAll(check().legs());
    legs.addAll(closing(plan.closing()));
    legs.addAll(fromDrain(plan));
    return new Course(legs);
  }

  /** A further pass: all go back to the source, still closed, and drain again. */
  public static Course again(MigrationPlan plan) {
    var legs = new ArrayList<Leg>(List.of(new Through(BACK_TO_DRAIN)));
    legs.addAll(fromDrain(plan));
    return new Course(legs);
  }

  private static List<Leg> fromDrain(MigrationPlan plan) {
    var legs = new ArrayList<Leg>(
        List.of(new Through(DRAIN), new Barrier(DRAIN), new Through(LEAVE), new Barrier(LEAVE), new Through(BACK_UP)));
    if (plan.source().database().isPresent()) legs.add(new Through(BACK_UP_SOURCE));
    if (plan.terms().proveBackups()) legs.add(new Through(PROVE_BACKUPS));
    legs.add(new Barrier(plan.terms().proveBackups() ? PROVE_BACKUPS : BACK_UP));
    legs.addAll(hooks(plan, Gate.PNR_1, HOOKS_BEFORE_MOVE));
    legs.addAll(List.of(new Through(MOVE), new Barrier(MOVE), new Through(JOIN), new Barrier(JOIN), new Through(COMPARE)));
    legs.addAll(verifying(plan.closing()));
    legs.addAll(hooks(plan, Gate.PNR_2, HOOKS_BEFORE_REOPEN));
    legs.addAll(opening(plan.closing()));
    if (!plan.keepSource()) legs.addAll(retiring(plan));
    return legs;
  }

  private static List<Leg> retiring(MigrationPlan plan) {
    var legs = new ArrayList<>(hooks(plan, Gate.RETIRE, HOOKS_BEFORE_RETIRE));
    legs.add(new Through(RETIRE));
    return legs;
  }

  private static List<Leg> hooks(MigrationPlan plan, Gate gate, Stage asking) {
    return plan.terms().hooksAt(gate).isEmpty() ? List.of() : List.of(new Through(asking));
  }

  private static List<Leg> closing(ClosingStrategy closing) {
    return switch (closing) {
      case PARTICIPANT_LIMITS -> List.of(new Through(CLOSE), new Barrier(CLOSE));
      case DOMAIN_RATE -> List.of(new Through(SAVE_RATES), new Through(SEE_CLOSED), new Barrier(SEE_CLOSED));
      case OUTSIDE -> List.of(new Through(CONFIRM_CLOSED), new Through(SEE_CLOSED), new Barrier(SEE_CLOSED));
    };
  }

  private static List<Leg> verifying(ClosingStrategy closing) {
    return switch (closing) {
      case PARTICIPANT_LIMITS -> List.of(new Through(EASE), new Through(PING), new Barrier(PING));
      case DOMAIN_RATE -> List.of(new Through(EASE_RATE), new Through(PING), new Barrier(PING));
      case OUTSIDE -> List.of(new Through(PING), new Barrier(PING));
    };
  }

  private static List<Leg> opening(ClosingStrategy closing) {
    return switch (closing) {
      case PARTICIPANT_LIMITS -> List.of(new Through(OPEN));
      case DOMAIN_RATE -> List.of(new Through(OPEN_RATE), new Through(SET_AUTOMATIC));
      case OUTSIDE -> List.of(new Through(CONFIRM_OPEN), new Through(SET_AUTOMATIC));
    };
  }

  /**
   * Nobody is let in before all were seen on the source once more: a call to leave it that nobody waited for any longer may have had its
   * effect after the participant was back.
   *
   * @param closed whether anything was closed that is not a participant's own
   */
  public static Course back(ClosingStrategy closing, boolean closed) {
    var legs = new ArrayList<Leg>(List.of(new Through(REJOIN), new Barrier(REJOIN)));
    legs.addAll(opening(closing, closed));
    return new Course(legs);
  }

  /** By the databases, unless the first leg shows that nobody began to move. @param closed see {@link #back} */
  public static Course restore(ClosingStrategy closing, boolean closed) {
    var legs = new ArrayList<Leg>(List.of(new Through(SEE_UNMOVED), new Through(STOP), new Barrier(STOP), new Through(RESTORE_DATABASES),
        new Through(START), new Through(REJOIN), new Through(COMPARE_RESTORED), new Barrier(COMPARE_RESTORED)));
    legs.addAll(opening(closing, closed));
    return new Course(legs);
  }

  private static List<Leg> opening(ClosingStrategy closing, boolean closed) {
    var legs = new ArrayList<Leg>();
    if (closing == ClosingStrategy.PARTICIPANT_LIMITS) legs.add(new Through(REOPEN_SOURCE));
    if (closing == ClosingStrategy.DOMAIN_RATE && closed) legs.add(new Through(REOPEN_SOURCE_RATE));
    if (closing == ClosingStrategy.OUTSIDE && closed) legs.add(new Through(CONFIRM_SOURCE_OPEN));
    return legs;
  }

  int through(Stage stage) {
    return legs.indexOf(new Through(stage));
  }

  int barrier(Stage stage) {
    return legs.indexOf(new Barrier(stage));
  }
}
