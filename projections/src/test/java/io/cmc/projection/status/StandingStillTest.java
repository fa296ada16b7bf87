// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.event.Event;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.event.JourneyEvent.*;
import io.cmc.event.MigrationEvent.*;
import io.cmc.id.IncidentId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Phase;
import io.cmc.journey.PointOfNoReturn;
import io.cmc.journey.ReconcileCause;
import io.cmc.journey.Sighting;
import io.cmc.journey.Stage;
import io.cmc.journey.WayBack;
import io.cmc.plan.Amendment;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Window;
import io.cmc.projection.Happened;
import io.cmc.projection.SamplePlan;
import io.cmc.proof.BackupProof;
import io.cmc.proof.ContractDigest;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.SavedSettings;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Panic, comparisons, ways back by the databases, exclusions and amendments, as the status tells them. */
class StandingStillTest {

  private static final MigrationId M = new MigrationId("net-eu-7");
  private static final NodeName ALFA = new NodeName("alfa");
  private static final NodeName BRAVO = new NodeName("bravo");
  private static final SavedSettings SAVED = new SavedSettings(new ResourceLimits(Optional.empty(), Optional.of(20), 0.75), true, List.of());
  private static final Problem PANIC = Problem.of(ProblemCode.PANIC_STOPPED, "a migration that goes on", "smoke");

  private final List<Event> history = new ArrayList<>(List.of(
      new MigrationPlanned(M, SamplePlan.of(M, List.of(ALFA, BRAVO), ClosingStrategy.PARTICIPANT_LIMITS), SamplePlan.HASH, at(0)),
      new MigrationStarted(M, SamplePlan.HASH, at(1))));

  @Test void a_panic_stop_names_who_and_that_a_resume_compares_first() {
    given(new PanicStopped(M, "smoke", at(3)));

    assertThat(migration().state()).isEqualTo(State.PANIC_STOPPED);
    assertThat(waiting()).isEqualTo(new Wait("an order to resume, which compares first; panic stop by operator-1: smoke", at(3)));
  }

  @Test void a_comparison_counts_who_is_to_be_looked_at_and_keeps_what_differs() {
    given(new PanicStopped(M, "", at(3)), new ReconcileBegan(M, 1, ReconcileCause.PANIC, List.of(ALFA, BRAVO), at(4)),
        new ParticipantsReconciled(M, 1, List.of(differs(BRAVO)), at(5)));

    assertThat(migration().state()).isEqualTo(State.COMPARING);
    assertThat(waits()).isEqualTo("1 of 2 participants to be looked at: they are compared with what is recorded to leave the panic stop");

    given(new ParticipantsReconciled(M, 1, List.of(new Sighting(ALFA, Sighting.Kind.UNSEEN, "", "")), at(6)),
        new ReconcileEnded(M, 1, List.of(BRAVO), at(6)), new MigrationHeld(M, "[bravo] not as recorded", at(6)));

    assertThat(migration().state()).as("it was not left").isEqualTo(State.PANIC_STOPPED);
    assertThat(waits()).isEqualTo("an order to resume, which compares first; panic stop by operator-1; not as recorded: bravo (recorded: away, found: connected)");

    given(new DifferencesAccepted(M, List.of(BRAVO), at(7)), new PanicEnded(M, at(7)), new MigrationResumed(M, at(7)));

    assertThat(migration().state()).isEqualTo(State.RUNNING);
    assertThat(migration().pauses().differences()).isEmpty();
  }

  @Test void a_comparison_that_finds_nobody_different_leaves_nothing_behind() {
    given(new ReconcileBegan(M, 1, ReconcileCause.START, List.of(ALFA), at(3)), new ParticipantsReconciled(M, 1, List.of(differs(ALFA)), at(4)),
        new ReconcileEnded(M, 1, List.of(ALFA), at(4)), new ReconcileBegan(M, 2, ReconcileCause.ORDER, List.of(ALFA), at(5)),
        new ParticipantsReconciled(M, 2, List.of(new Sighting(ALFA, Sighting.Kind.AGREES, "away", "away")), at(6)), new ReconcileEnded(M, 2, List.of(), at(6)));

    assertThat(migration().state()).isEqualTo(State.RUNNING);
    assertThat(migration().pauses()).isEqualTo(Pauses.NONE);
  }

  @Test void a_change_by_others_is_shown_until_somebody_resumes() {
    given(new ForeignChangeSeen(M, BRAVO, "limits 0/0", "limits 5/5", at(3)), new MigrationHeld(M, "bravo was changed by somebody else", at(3)));

    assertThat(waits()).isEqualTo("an order to resume; held by operator-1: bravo was changed by somebody else; "
        + "not as recorded: bravo (recorded: limits 0/0, found: limits 5/5)");

    given(new MigrationResumed(M, at(4)));

    assertThat(migration().pauses()).isEqualTo(Pauses.NONE);
  }

  @Test void the_way_back_by_the_databases_is_told_from_stop_to_home() {
    given(backedUp(), new PointOfNoReturnCrossed(M, PointOfNoReturn.PNR_1, at(5)), new RestoreBegan(M, "", at(6)), new PhaseBegan(M, Phase.RESTORE, at(6)),
        new ParticipantStopped(M, ALFA, "no answer", at(7)));

    assertThat(migration().state()).isEqualTo(State.RESTORING);
    assertThat(migration().standing().wayBack()).isEqualTo(WayBack.RESTORE_ALL);
    assertThat(alfa().place().position()).isEqualTo(Position.STOPPED);

    given(new DatabaseRestored(M, ALFA, at(8)), new ParticipantStarted(M, ALFA, at(9)), new SourceRejoined(M, ALFA, at(10)));

    assertThat(alfa().place().position()).isEqualTo(Position.RECOVERED);
    assertThat(alfa().known().limits().orElseThrow().maxRate()).as("the backup holds the lowered limits").contains(0);

    given(new PhaseEnded(M, Phase.RESTORE, at(10)));

    assertThat(migration().standing().phase()).isEqualTo(Phase.ABORT);

    given(new ContractsCompared(M, ALFA, ContractDigest.notListed(), ContractDigest.notListed(), at(11)), new LimitsRestored(M, ALFA, SAVED.limits(), at(12)),
        new MigrationRestored(M, at(13)));

    assertThat(alfa().place().position()).isEqualTo(Position.RETURNED);
    assertThat(migration().state()).isEqualTo(State.RESTORED);
    assertThat(Waits.of(migration(), view().participants())).isEmpty();
  }

  @Test void when_nobody_began_to_move_the_way_back_is_free_again() {
    given(new PointOfNoReturnCrossed(M, PointOfNoReturn.PNR_1, at(5)), new RestoreBegan(M, "", at(6)), new PhaseBegan(M, Phase.RESTORE, at(6)),
        new PointOfNoReturnTakenBack(M, PointOfNoReturn.PNR_1, at(7)));

    assertThat(migration().standing().wayBack()).isEqualTo(WayBack.FREE);
    assertThat(migration().state()).isEqualTo(State.ABORTING);
    assertThat(migration().standing().phase()).isEqualTo(Phase.ABORT);
    assertThat(migration().times().phases()).allMatch(p -> p.ended().isPresent());
  }

  @Test void after_a_further_drain_no_proof_of_before_counts() {
    given(backedUp(), new DrainBeganAgain(M, 1, at(5)), new WentBackToDrain(M, ALFA, at(6)));

    assertThat(alfa().place().position()).isEqualTo(Position.QUIESCED);
    assertThat(alfa().known().backup()).isEmpty();
    assertThat(migration().standing().phase()).isEqualTo(Phase.DRAIN);
    assertThat(migration().departures().passes()).isEqualTo(1);
  }

  @Test void an_exclusion_waits_for_a_second_person_and_then_nobody_waits_for_the_participant() {
    given(new PhaseBegan(M, Phase.DRAIN, at(2)), new StageBegan(M, Stage.DRAIN, 1, true, List.of(ALFA, BRAVO), at(3)),
        new ParticipantsReached(M, Stage.DRAIN, 1, List.of(ALFA), List.of(), at(4)), new ExclusionProposed(M, BRAVO, "9f2c", "operator-1", at(5)));

    assertThat(waits()).isEqualTo("1 of 2 participants on the way through DRAIN; and a second person to agree that it goes on without bravo (proposed by operator-1)");

    given(new ParticipantExcluded(M, BRAVO, at(6)), new BarrierLookBegan(M, Stage.DRAIN, 1, at(7)));

    assertThat(migration().departures().excluded()).containsExactly(BRAVO);
    assertThat(view().participant(M, BRAVO).orElseThrow().excluded()).isTrue();
    assertThat(waits()).isEqualTo("1 of 1 participant to be looked at again after DRAIN");
  }

  @Test void an_amendment_shows_old_and_new_and_the_window_as_it_is_now() {
    var window = new Window(at(0), at(60), Duration.ofMinutes(10));
    var plan = SamplePlan.of(M, List.of(ALFA, BRAVO), ClosingStrategy.PARTICIPANT_LIMITS)
        .amended(new Amendment(Optional.empty(), Optional.empty(), Optional.of(window), Map.of(), Map.of()));
    given(new MigrationAmended(M, List.of(new Amendment.Change("window", "none", "until 07:00")), plan, at(3)));

    var departures = migration().departures();
    assertThat(departures.changes()).containsExactly(new Departures.Change("window", "none", "until 07:00", "operator-1", at(3)));
    assertThat(departures.window()).contains(window);
    assertThat(departures.amendedAt()).contains(3L);
  }

  @Test void an_incident_of_the_migration_may_name_a_participant_and_still_is_the_migrations() {
    var incident = new IncidentId("net-eu-7~1");
    given(new IncidentOpened(M, BRAVO, incident, PANIC, at(3)), new IncidentOpened(M, ALFA, new IncidentId("net-eu-7/alfa~1"), PANIC, at(3)));

    assertThat(migration().incidents()).isEqualTo(2);
    assertThat(view().participant(M, BRAVO).orElseThrow().asOf()).as("not an event of its journey").isEqualTo(1);
    assertThat(alfa().asOf()).isEqualTo(4);

    given(new IncidentClosed(M, NodeName.DOMAINS, incident, "resumed", at(4)));

    assertThat(migration().incidents()).isEqualTo(1);
  }

  private static List<Event> backedUp() {
    var backup = new BackupProof(BackupStrategy.PG_DUMP, "/var/b", 41, "9f", Duration.ofSeconds(3), at(4), 12);
    return List.of(new ParticipantEnrolled(M, ALFA, ClosingStrategy.PARTICIPANT_LIMITS, BackupStrategy.PG_DUMP, at(1)), new LimitsSaved(M, ALFA, SAVED, at(2)),
        new LimitsLowered(M, ALFA, at(3)), new BackupTaken(M, ALFA, backup, at(4)), new LimitsEased(M, ALFA, SAVED.limits(), at(4)),
        new LimitsEased(M, ALFA, new ResourceLimits(Optional.of(4), Optional.of(4), 0.75), at(4)));
  }

  private static Sighting differs(NodeName node) {
    return new Sighting(node, Sighting.Kind.DIFFERS, "away", "connected");
  }

  private void given(Object... events) {
    for (var e : events) {
      if (e instanceof Event one) history.add(one);
      else ((List<?>) e).forEach(x -> history.add((Event) x));
    }
  }

  private static Instant at(int minute) {
    return Instant.parse("2026-03-07T06:00:00Z").plus(Duration.ofMinutes(minute));
  }

  private StatusView view() {
    var told = new ArrayList<Happened>();
    history.forEach(e -> told.add(new Happened(told.size() + 1, e, Map.of("actorName", "operator-1"))));
    return StatusView.of(told);
  }

  private MigrationRow migration() {
    return view().migration().orElseThrow();
  }

  private ParticipantRow alfa() {
    return view().participant(M, ALFA).orElseThrow();
  }

  private Wait waiting() {
    return Waits.of(migration(), view().participants()).orElseThrow();
  }

  private String waits() {
    return waiting().sentence();
  }
}
