// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cmc.api.v1.CompareRunsRequest;
import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.api.v1.HistoryEvent;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.Phase;
import io.cmc.api.v1.PhaseComparison;
import io.cmc.api.v1.PhaseRun;
import io.cmc.api.v1.Run;
import io.cmc.api.v1.RunComparison;
import io.cmc.api.v1.StatusAt;
import io.cmc.api.v1.StepComparison;
import io.cmc.api.v1.StepRun;
import io.cmc.api.v1.Taken;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryVerbsTest {

  private final FakeService service = FakeService.start();

  @AfterEach void stop() {
    service.close();
  }

  @Test void a_moment_is_the_number_of_an_event_a_position_or_a_time() {
    service.statusAt = _ -> then();

    for (var at : new String[] {"57", "#57", "position:1034", "2026-11-23T14:00:00+01:00"}) Terminal.of(service).run("show", "net-eu-7", "--at", at);
    Terminal.of(service).run("show", "net-eu-7", "--events", "5");

    assertThat(service.received).extracting(m -> (GetStatusAtRequest) m).containsExactly(
        asked().setSequence(57).build(), asked().setSequence(57).build(), asked().setPosition(1034).build(),
        asked().setTime(Statuses.at("13:00:00")).build(), asked().setAround(5).build());
    var strange = Terminal.of(service).run("show", "net-eu-7", "--at", "yesterday");
    assertThat(strange.exit).isEqualTo(2);
    assertThat(strange.err()).contains("57 or #57", "position:1034", "found 'yesterday'");
  }

  private static GetStatusAtRequest.Builder asked() {
    return GetStatusAtRequest.newBuilder().setMigration("net-eu-7");
  }

  @Test void a_status_of_before_says_after_which_event_it_was_known_and_where_to_step() {
    service.statusAt = _ -> then();

    Golden.same("verb-show.txt", Terminal.of(service).run("show", "net-eu-7", "--at", "57", "--events", "1").out());
    assertThat(Terminal.of(service).run("show", "net-eu-7", "-q").out().lines()).hasSize(1).first().asString().startsWith("net-eu-7  HELD");
  }

  @Test void before_it_was_planned_that_is_said() {
    service.statusAt = _ -> StatusAt.newBuilder().setLastSequence(3).build();

    assertThat(Terminal.of(service).run("show", "net-eu-7", "--at", "2026-01-01T00:00:00Z").out().lines())
        .containsExactly("before the first of 3 events", "net-eu-7  nothing was planned yet");
  }

  @Test void two_runs_are_shown_side_by_side_with_work_and_waiting_for_people_apart() throws IOException {
    service.compare = _ -> comparison();

    Golden.same("verb-diff.txt", Terminal.of(service).run("diff", "rehearsal", "net-eu-7").out());
    assertThat(service.only(CompareRunsRequest.class)).isEqualTo(CompareRunsRequest.newBuilder().setFirst("rehearsal").setSecond("net-eu-7").build());
    assertThat(Terminal.of(service).run("diff", "rehearsal", "net-eu-7", "-q").out().strip()).isEqualTo("rehearsal 10m00s  net-eu-7 12m30s  +2m30s");
    var json = new JsonMapper().readTree(Terminal.of(service).run("diff", "rehearsal", "net-eu-7", "-o", "json").out());
    assertThat(json.at("/phases/0/difference").asText()).isEqualTo("150s");
  }

  private static RunComparison comparison() {
    var comparison = RunComparison.newBuilder().setFirst(run("rehearsal", 600, 0)).setSecond(run("net-eu-7", 510, 240).toBuilder().setIncidents(1))
        .addPhases(PhaseComparison.newBuilder().setPhase(Phase.DRAIN).setFirst(phase(60, 0)).setSecond(phase(90, 120)).setDifference(Statuses.millis(150_000)))
        .addPhases(PhaseComparison.newBuilder().setPhase(Phase.RETIRE).setFirst(phase(5, 0)))
        .addSteps(step("", "DRAIN", 40_000, 90_000).setFirst(done(40_000).setLongest("alfa").setParticipants(12))
            .setSecond(done(90_000).setOutcome("PARKED").setParked(1).setLongest("bravo").setParticipants(12)));
    for (int n = 1; n <= 12; n++) comparison.addParticipants(step("bank-" + n, "DRAIN", 40_000, 40_000 + n * 10));
    return comparison.addParticipants(StepComparison.newBuilder().setParticipant("@domains").setStep("RETIRE_SOURCE").setFirst(done(5_000))).build();
  }

  private static Run run(String name, long work, long people) {
    return Run.newBuilder().setMigration(name).setState(MigrationState.COMPLETED).setTaken(taken(work * 1000, people * 1000)).setParticipants(12)
        .setStartedAt(Statuses.at("12:00:00")).setEndedAt(Statuses.at("12:12:30")).build();
  }

  private static PhaseRun phase(long work, long people) {
    return PhaseRun.newBuilder().setTaken(taken(work * 1000, people * 1000)).setTimes(1).setEnded(true).build();
  }

  private static StepComparison.Builder step(String participant, String step, long first, long second) {
    return StepComparison.newBuilder().setParticipant(participant).setStep(step).setFirst(done(first)).setSecond(done(second))
        .setDifference(Statuses.millis(second - first));
  }

  private static StepRun.Builder done(long work) {
    return StepRun.newBuilder().setTaken(taken(work, 0)).setOutcome("DONE").setTimes(1);
  }

  private static Taken taken(long work, long people) {
    return Taken.newBuilder().setWhole(Statuses.millis(work + people)).setWork(Statuses.millis(work)).setPeople(Statuses.millis(people))
        .setSoak(Statuses.millis(0)).build();
  }

  private static StatusAt then() {
    var here = event(57, "MigrationHeld", "", "operator-1");
    return StatusAt.newBuilder().setStatus(Statuses.held()).setEvent(here).setLastSequence(812)
        .addAround(event(56, "StepParked", "charlie", "service")).addAround(here).addAround(event(58, "MigrationResumed", "", "operator-1")).build();
  }

  private static HistoryEvent event(long sequence, String kind, String participant, String actor) {
    return HistoryEvent.newBuilder().setSequence(sequence).setPosition(1000 + sequence).setAt(Statuses.at("13:02:00")).setKind(kind)
        .setParticipant(participant).setActor(actor).setSummary("what became true").build();
  }
}
