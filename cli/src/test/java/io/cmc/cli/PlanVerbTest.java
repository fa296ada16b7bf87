// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.BackupStrategy;
import io.cmc.api.v1.ClosingStrategy;
import io.cmc.api.v1.DraftPlanRequest;
import io.cmc.api.v1.DraftPlanResponse;
import io.cmc.api.v1.MigrationOrder;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.OrderAnswer;
import io.cmc.api.v1.Phase;
import io.cmc.api.v1.Plan;
import io.cmc.api.v1.Problem;
import io.cmc.api.v1.ReadAuditResponse;
import io.cmc.api.v1.Severity;
import io.cmc.cli.plan.PlanYaml;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class PlanVerbTest {

  @TempDir Path folder;
  private final FakeService service = FakeService.start();

  @AfterEach void stop() {
    service.close();
  }

  @Test void a_plan_is_resolved_by_the_service_and_written_for_people() {
    service.draft = request -> DraftPlanResponse.newBuilder().setPlan(resolved(request.getPlan()))
        .addFindings(Statuses.finding(Severity.WARN, "participantA", "compare", "CONTRACTS_NOT_COMPARED")).build();

    var terminal = plan("--closing", "domain-rate", "--backup", "pg-dump", "--hold-before", "MOVE_CONTRACTS,reopen", "--soak", "1h",
        "--name", "net-eu-7", "--target-url", "http://newdomain:5003,http://second:5003", "--keep-source");

    assertThat(terminal.exit).as(terminal.err()).isZero();
    var asked = service.only(DraftPlanRequest.class).getPlan();
    assertThat(asked.getMigration()).isEqualTo("net-eu-7");
    assertThat(asked.getClosing()).isEqualTo(ClosingStrategy.DOMAIN_RATE);
    assertThat(asked.getHoldBeforeList()).containsExactly(Phase.MOVE_CONTRACTS, Phase.REOPEN);
    assertThat(asked.getSoak().getSeconds()).isEqualTo(3600);
    assertThat(asked.getKeepSource()).isTrue();
    assertThat(asked.getTarget().getSequencersCount()).isEqualTo(2);
    assertThat(asked.getParticipantsList()).hasSize(2).allMatch(p -> p.getBackup() == BackupStrategy.PG_DUMP);
    assertThat(PlanYaml.read(file())).isEqualTo(resolved(asked));
    assertThat(terminal.out()).contains("CONTRACTS_NOT_COMPARED", "next: cmc plan check " + file());
  }

  private static Plan resolved(Plan draft) {
    var plan = draft.toBuilder();
    plan.getSourceBuilder().setId("olddomain::1220aa").setProtocolVersion(4);
    return plan.build();
  }

  @Test void some_participants_can_be_named() {
    plan("--participant", "participantB");

    assertThat(service.only(DraftPlanRequest.class).getPlan().getParticipantsList()).extracting(p -> p.getName()).containsExactly("participantB");
  }

  @Test void what_blocks_is_told_by_the_exit_code_and_the_plan_is_there_to_be_corrected() {
    service.draft = request -> DraftPlanResponse.newBuilder().setPlan(request.getPlan())
        .addFindings(Statuses.finding(Severity.BLOCK, "participantA", "reach", "NODE_UNREACHABLE")).build();

    assertThat(plan().exit).isEqualTo(6);
    assertThat(file()).exists();
  }

  @Test void a_draft_that_is_refused_leaves_no_file() {
    service.draft = _ -> { throw FakeService.refusal(Status.Code.INVALID_ARGUMENT, Problem.newBuilder().setCode("SAME_NODE").build()); };

    assertThat(plan().exit).isEqualTo(3);
    assertThat(file()).doesNotExist();
  }

  @Test void a_file_that_is_there_is_kept_unless_it_may_be_overwritten() throws IOException {
    Files.writeString(file(), "mine");

    var refused = plan();
    assertThat(refused.exit).isEqualTo(2);
    assertThat(refused.err()).startsWith("FILE_EXISTS");
    assertThat(file()).hasContent("mine");
    assertThat(service.received).as("nothing was asked").isEmpty();

    assertThat(plan("--force").exit).isZero();
    assertThat(PlanYaml.read(file()).getParticipantsCount()).isEqualTo(2);
    assertThat(filesIn(folder)).as("nothing is left beside it").containsExactly("plan.yaml");
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  @Test void offline_asks_nothing() {
    assertThat(plan("--offline").exit).isZero();

    assertThat(service.received).isEmpty();
    assertThat(PlanYaml.read(file()).getTarget().getSequencersList()).containsExactly("http://newdomain:5003");
  }

  @Test void a_dash_prints_the_plan() {
    var terminal = Terminal.of(service).run("plan", "--from", "olddomain", "--to", "newdomain", "--canton-config",
        "src/test/resources/canton/remote.conf", "-");

    assertThat(PlanYaml.read(terminal.out(), "out").getParticipantsCount()).isEqualTo(2);
  }

  @Test void programs_get_the_whole_answer() {
    assertThat(plan("-o", "json").out()).contains("\"plan\": {", "\"findings\": []");
  }

  @Test void a_check_that_passes_ends_with_0() throws IOException {
    plan("--name", "net-eu-7");
    statuses(status(MigrationState.PLANNED, 10), status(MigrationState.CHECKING, 11), status(MigrationState.CHECKING, 12),
        status(MigrationState.PLANNED, 13).toBuilder().addFindings(Statuses.finding(Severity.INFO, "participantA", "release", "FACT")).build());

    var terminal = check();

    assertThat(terminal.exit).as(terminal.err()).isZero();
    assertThat(service.only(MigrationOrder.class).getMigration()).isEqualTo("net-eu-7");
    assertThat(terminal.out()).contains("hash 9f2c", "0 block, 0 warn, 1 inform", "nothing blocks; next: cmc start");
  }

  @Test void a_check_that_blocks_ends_with_6() throws IOException {
    plan("--name", "net-eu-7");
    statuses(status(MigrationState.PLANNED, 10), status(MigrationState.CHECKING, 11), status(MigrationState.PLANNED, 13).toBuilder()
        .addFindings(Statuses.finding(Severity.BLOCK, "@source", "strangers", "STRANGERS")).build());

    var terminal = check();

    assertThat(terminal.exit).isEqualTo(6);
    assertThat(terminal.out()).contains("STRANGERS", "1 block");
  }

  @Test void findings_of_an_earlier_check_are_not_taken_for_the_new_ones() throws IOException {
    plan("--name", "net-eu-7");
    var old = status(MigrationState.PLANNED, 10).toBuilder().addFindings(Statuses.finding(Severity.BLOCK, "a", "old", "STRANGERS")).build();
    var late = old.toBuilder().setAsOfPosition(11).build();
    var fresh = status(MigrationState.PLANNED, 20).toBuilder().addFindings(Statuses.finding(Severity.INFO, "a", "new", "FACT")).build();
    var ended = new AtomicBoolean();
    statuses(old, late, late, fresh);
    service.order = _ -> {
      ended.set(true);
      return OrderAnswer.newBuilder().setMigration("net-eu-7").build();
    };
    service.audit = request -> ended.get() && request.getAfterPosition() == 10
        ? ReadAuditResponse.newBuilder().addEntries(AuditEntry.newBuilder().setPosition(19).setKind("PreflightPassed")).build()
        : ReadAuditResponse.getDefaultInstance();

    var terminal = check();

    assertThat(terminal.exit).as("the check was too quick to be seen under way").isZero();
    assertThat(terminal.out()).contains("FACT").doesNotContain("STRANGERS");
  }

  @Test void a_check_that_does_not_end_is_given_up() throws IOException {
    plan("--name", "net-eu-7");
    statuses(status(MigrationState.CHECKING, 11));

    var terminal = check("--timeout", "600ms");

    assertThat(terminal.exit).isEqualTo(9);
    assertThat(terminal.err()).startsWith("CHECKS_NOT_OVER");
  }

  @Test void a_file_may_have_the_name_of_a_verb() throws IOException {
    Files.copy(Path.of("src/test/resources/canton/remote.conf"), folder.resolve("check.conf"));
    var check = folder.resolve("check");

    assertThat(Terminal.of(service).run("plan", "--from", "olddomain", "--to", "newdomain", "--canton-config",
        folder.resolve("check.conf").toString(), check.toString()).exit).isZero();
    statuses(status(MigrationState.PLANNED, 0), status(MigrationState.CHECKING, 1), status(MigrationState.PLANNED, 2));
    assertThat(Terminal.of(service).run("plan", "check", check.toString()).exit).isZero();
  }

  private Path file() {
    return folder.resolve("plan.yaml");
  }

  private Terminal plan(String... more) {
    return Terminal.of(service).run(Stream.concat(Stream.of("plan", "--from", "olddomain", "--to", "newdomain", "--canton-config",
        "src/test/resources/canton/remote.conf", file().toString()), Stream.of(more)).toArray(String[]::new));
  }

  private Terminal check(String... more) {
    return Terminal.of(service).run(Stream.concat(Stream.of("plan", "check", file().toString()), Stream.of(more)).toArray(String[]::new));
  }

  private static MigrationStatus status(MigrationState state, long position) {
    return Statuses.in(state, Phase.PREFLIGHT).setAsOfPosition(position).build();
  }

  /** One after the other; the last stays. The first is asked for before the check is ordered. */
  private void statuses(MigrationStatus... statuses) {
    var left = new ArrayDeque<>(List.of(statuses));
    service.status = _ -> left.size() > 1 ? left.poll() : left.peek();
  }
}
