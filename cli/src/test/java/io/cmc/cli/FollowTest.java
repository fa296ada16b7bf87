// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.NodeActivity;
import io.cmc.api.v1.Phase;
import io.cmc.api.v1.PlanMigrationRequest;
import io.cmc.api.v1.Severity;
import io.cmc.api.v1.StartMigrationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class FollowTest {

  private static final MigrationStatus RUNNING = Statuses.in(MigrationState.RUNNING, Phase.BACK_UP).setStartedAt(Statuses.at("12:30:00"))
      .addParticipants(Statuses.backedUp("alfa"))
      .addParticipants(Statuses.participant("bravo", "DISCONNECTED").setActivity(NodeActivity.newBuilder().setState("CALLING").setStep("BACK_UP"))).build();

  @TempDir Path folder;
  private final FakeService service = FakeService.start();

  @AfterEach void stop() {
    service.close();
  }

  @Test void start_with_a_plan_keeps_it_and_starts_exactly_that_one() throws IOException {
    var terminal = Terminal.of(service).run("start", plan().toString(), "--idempotency-key", "k", "--ticket", "C-1");

    assertThat(terminal.exit).as(terminal.err()).isZero();
    var planned = service.only(PlanMigrationRequest.class);
    var started = service.only(StartMigrationRequest.class);
    assertThat(planned.getPlan().getMigration()).isEqualTo("net-eu-7");
    assertThat(started.getMigration()).isEqualTo("net-eu-7");
    assertThat(started.getPlanHash()).as("the hash that the service answered").isEqualTo("9f2c");
    assertThat(List.of(planned.getContext().getIdempotencyKey(), started.getContext().getIdempotencyKey())).containsExactly("k.plan", "k.start");
    assertThat(started.getContext().getTicket()).isEqualTo("C-1");
  }

  @Test void watching_from_the_start_ends_with_0_when_it_is_completed() throws IOException {
    follows(RUNNING, Statuses.completed());

    var terminal = Terminal.of(service).run("start", plan().toString(), "--watch");

    assertThat(terminal.exit).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("RUNNING BACK_UP", "COMPLETED at");
  }

  @Test void what_changes_is_shown_among_what_does_not() {
    var first = RUNNING.toBuilder().setRevision("r.1").build();
    var changes = first.toBuilder().setRevision("r.2").setChangedSince("r.1").clearParticipants().addParticipants(Statuses.backedUp("bravo")).build();
    follows(first, changes, Statuses.completed());

    var terminal = Terminal.of(service).run("status", "net-eu-7", "--watch", "-o", "json");

    assertThat(terminal.exit).as(terminal.err()).isZero();
    assertThat(service.only(GetStatusRequest.class).getOnlyChanges()).isTrue();
    assertThat(terminal.out().lines().toList().get(1)).contains("alfa", "bravo").doesNotContain("CALLING", "\"changedSince\":\"r.1\"");
  }

  @Test void watching_ends_with_8_when_it_was_aborted() {
    follows(RUNNING, RUNNING.toBuilder().setState(MigrationState.ABORTED).build());

    assertThat(Terminal.of(service).run("start", "net-eu-7", "--hash", "9f2c", "--watch").exit).isEqualTo(8);
  }

  @ParameterizedTest @EnumSource(value = MigrationState.class, names = {"HELD", "AT_GATE"})
  void watching_ends_with_7_where_a_person_is_needed(MigrationState state) {
    follows(RUNNING, RUNNING.toBuilder().setState(state).setGate(Phase.MOVE_CONTRACTS).build());

    var terminal = Terminal.of(service).run("start", "net-eu-7", "--hash", "9f2c", "--watch");

    assertThat(terminal.exit).isEqualTo(7);
    assertThat(terminal.out()).endsWith("it waits for a person, then: " + (state == MigrationState.HELD ? "cmc resume net-eu-7"
        : "cmc release net-eu-7 --gate MOVE_CONTRACTS --reason ...") + System.lineSeparator());
  }

  @Test void a_parked_participant_ends_the_watch_only_when_nobody_else_is_at_work() {
    var parked = NodeActivity.newBuilder().setState("PARKED").setStep("BACK_UP").build();
    var oneParked = RUNNING.toBuilder();
    oneParked.getParticipantsBuilder(0).setActivity(parked);
    var allParked = oneParked.clone();
    allParked.getParticipantsBuilder(1).setActivity(parked);
    follows(oneParked.build(), allParked.build());

    var terminal = Terminal.of(service).run("start", "net-eu-7", "--hash", "9f2c", "--watch");

    assertThat(terminal.exit).isEqualTo(7);
    assertThat(terminal.out()).contains("1 parked", "2 parked", "cmc retry net-eu-7 alfa");
  }

  @Test void checks_that_block_after_the_start_end_the_watch_with_6() {
    var parked = NodeActivity.newBuilder().setState("PARKED").setStep("CHECK_PARTICIPANT").build();
    var blocked = Statuses.in(MigrationState.RUNNING, Phase.PREFLIGHT).setStartedAt(Statuses.at("12:30:00"))
        .addParticipants(Statuses.participant("alfa", "ENROLLED").setActivity(parked))
        .addFindings(Statuses.finding(Severity.BLOCK, "alfa", "reach", "NODE_UNREACHABLE")).build();
    follows(Statuses.in(MigrationState.PLANNED, Phase.PREFLIGHT).build(), Statuses.in(MigrationState.RUNNING, Phase.PREFLIGHT).build(), blocked);

    var terminal = Terminal.of(service).run("start", "net-eu-7", "--hash", "9f2c", "--watch");

    assertThat(terminal.exit).isEqualTo(6);
    assertThat(terminal.out()).contains("NODE_UNREACHABLE", "1 block, 0 warn, 0 inform");
  }

  @Test void a_migration_that_the_read_side_does_not_know_yet_is_waited_for() {
    var calls = new AtomicInteger();
    service.watch = (request, out) -> {
      if (calls.incrementAndGet() < 3) {
        throw FakeService.notFound(request.getMigration());
      }
      out.onNext(Statuses.completed());
      out.onCompleted();
    };

    assertThat(Terminal.of(service).run("start", "net-eu-7", "--hash", "9f2c", "--watch").exit).isZero();
    assertThat(calls).hasValue(3);
  }

  @Test void a_migration_that_was_never_ordered_is_not_waited_for() {
    var terminal = Terminal.of(service).run("status", "nobody", "--watch");

    assertThat(terminal.exit).isEqualTo(4);
    assertThat(terminal.err()).startsWith("MIGRATION_NOT_FOUND").contains("'nobody'");
  }

  @Test void a_service_that_is_killed_and_started_again_is_followed_on() throws InterruptedException {
    var port = service.port();
    var watched = new CountDownLatch(1);
    service.watch = (request, out) -> {
      out.onNext(RUNNING);
      watched.countDown();
    };
    var terminal = Terminal.of(service);
    var run = Thread.ofPlatform().start(() -> terminal.run("status", "net-eu-7", "--watch"));
    assertThat(watched.await(10, TimeUnit.SECONDS)).isTrue();

    service.stop();
    follows(Statuses.completed());
    service.listen(port);
    run.join();

    assertThat(terminal.exit).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("RUNNING BACK_UP", "COMPLETED at");
    assertThat(terminal.err()).contains("the service does not answer since", "the migration goes on when it is back");
  }

  @Test void a_service_that_stays_away_is_given_up_after_the_timeout() throws InterruptedException {
    var watched = new CountDownLatch(1);
    service.watch = (request, out) -> {
      out.onNext(RUNNING);
      watched.countDown();
    };
    var terminal = Terminal.of(service);
    var run = Thread.ofPlatform().start(() -> terminal.run("status", "net-eu-7", "--watch", "--timeout", "1s"));
    assertThat(watched.await(10, TimeUnit.SECONDS)).isTrue();

    service.stop();
    run.join();

    assertThat(terminal.exit).isEqualTo(5);
    assertThat(terminal.err()).contains("SERVICE_UNREACHABLE");
  }

  @Test void without_a_terminal_only_lines_that_changed_are_printed() {
    var further = RUNNING.toBuilder().setWaitsFor("1 of 2 participants");
    further.getParticipantsBuilder(0).setActivity(NodeActivity.newBuilder().setState("CALLING").setStep("LOOK_AGAIN"));
    further.getParticipantsBuilder(1).setPosition("BACKED_UP").clearActivity();
    follows(RUNNING, RUNNING, further.build(), Statuses.completed());

    var lines = Terminal.of(service).run("status", "net-eu-7", "--watch").out().lines().toList();

    assertThat(lines).hasSize(3 + 1 + 3).noneMatch(line -> line.contains("\u001b"));
    assertThat(lines.get(3)).as("all that is news").startsWith("  bravo").contains("BACKED_UP");
    assertThat(lines.get(4)).startsWith("net-eu-7  COMPLETED");
  }

  @Test void on_a_terminal_the_status_is_redrawn() {
    follows(RUNNING, Statuses.completed());

    var out = Terminal.coloured(service).run("status", "net-eu-7", "--watch").out();

    assertThat(out.split("\u001b\\[H", -1)).as("two frames").hasSize(3);
    assertThat(out).endsWith("\u001b[J");
  }

  @Test void programs_get_a_document_for_every_status() {
    follows(RUNNING, Statuses.completed());
    assertThat(Terminal.of(service).run("status", "net-eu-7", "--watch", "-o", "json").out().lines())
        .hasSize(2).allMatch(line -> line.startsWith("{\"migration\":\"net-eu-7\""));

    follows(RUNNING, Statuses.completed());
    assertThat(Terminal.of(service).run("status", "net-eu-7", "--watch", "-o", "yaml").out().lines().filter("---"::equals)).hasSize(2);
  }

  private void follows(MigrationStatus... statuses) {
    service.watch = (request, out) -> {
      List.of(statuses).forEach(out::onNext);
      out.onCompleted();
    };
  }

  private Path plan() throws IOException {
    return Files.writeString(folder.resolve("plan.yaml"), "migration: net-eu-7\nparticipants: [{name: alfa}]\n");
  }
}
