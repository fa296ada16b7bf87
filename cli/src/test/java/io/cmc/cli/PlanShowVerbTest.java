// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.ApprovalStatus;
import io.cmc.api.v1.GetPlanRequest;
import io.cmc.api.v1.GetPlanResponse;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.Participant;
import io.cmc.api.v1.Phase;
import io.cmc.api.v1.Plan;
import io.cmc.api.v1.Secret;
import io.cmc.cli.plan.PlanYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class PlanShowVerbTest {

  @TempDir Path folder;
  private final FakeService service = FakeService.start();

  @BeforeEach void keep() {
    service.kept = request -> kept(request, 0);
    approvals("9f2c");
  }

  @AfterEach void stop() {
    service.close();
  }

  @Test void the_kept_plan_is_printed_as_a_plan_is_read_below_its_hash() {
    var terminal = show();

    assertThat(terminal.exit).as(terminal.err()).isZero();
    assertThat(PlanYaml.read(terminal.out(), "out")).isEqualTo(plan("net-eu-7"));
    assertThat(terminal.out()).startsWith("# The plan as the service keeps it now").contains("# Hash: 9f2c\n", "token: {env: ALFA_TOKEN}")
        .doesNotContain("Hash to approve", "Left out");
  }

  @Test void a_plan_that_asks_nobody_has_one_hash() {
    service.status = _ -> Statuses.in(MigrationState.PLANNED, Phase.PREFLIGHT).build();

    assertThat(show().out()).contains("# Hash: 9f2c\n").doesNotContain("Hash to approve");
  }

  @Test void of_a_plan_that_was_changed_on_the_way_both_hashes_are_told() {
    approvals("77aa");

    assertThat(show().out()).contains("# Hash: 9f2c\n", "# Hash to approve: 77aa\n");
  }

  /** Else somebody could approve, by its hash, what came after what he read. */
  @Test void the_hash_is_asked_for_before_the_plan() {
    show();

    assertThat(service.received).hasExactlyElementsOfTypes(GetStatusRequest.class, GetPlanRequest.class);
  }

  @Test void who_sees_a_part_is_told_that_the_hash_is_of_the_whole() {
    service.kept = request -> kept(request, 2);
    var some = show().out();
    service.kept = request -> kept(request, 1);

    assertThat(some).contains("# Left out: 2 participants of other teams, the backup folder, and the domains' admin APIs and databases.\n# The hash is of the whole plan.\n");
    assertThat(PlanYaml.read(some, "out")).isEqualTo(plan("net-eu-7"));
    assertThat(show().out()).contains("# Left out: 1 participant of");
  }

  @Test void programs_get_the_message_of_the_contract() {
    assertThat(show("-o", "json").out()).startsWith("{").contains("\"plan\": {", "\"planHash\": \"9f2c\"", "\"otherParticipants\": 0");
  }

  @Test void it_goes_into_a_file_and_takes_no_others_place() throws IOException {
    var file = folder.resolve("kept.yaml");

    var terminal = show("--to", file.toString());
    assertThat(terminal.exit).as(terminal.err()).isZero();
    assertThat(terminal.out()).isEqualToNormalizingNewlines("written: " + file + "\n");
    assertThat(PlanYaml.read(file)).isEqualTo(plan("net-eu-7"));

    Files.writeString(file, "mine");
    var refused = show("--to", file.toString());
    assertThat(refused.exit).isEqualTo(2);
    assertThat(refused.err()).startsWith("FILE_EXISTS");
    assertThat(file).hasContent("mine");
    assertThat(show("--to", file.toString(), "--force").exit).isZero();
    assertThat(PlanYaml.read(file)).isEqualTo(plan("net-eu-7"));
  }

  @Test void a_migration_that_is_not_there_ends_with_4() {
    service.status = request -> { throw FakeService.notFound(request.getMigration()); };

    var terminal = show();

    assertThat(terminal.exit).isEqualTo(4);
    assertThat(terminal.out()).isEmpty();
  }

  private Terminal show(String... more) {
    return Terminal.of(service).run(Stream.concat(Stream.of("plan", "show", "net-eu-7"),
        Stream.of(more)).toArray(String[]::new));
  }

  private void approvals(String hash) {
    service.status = _ -> Statuses.in(MigrationState.AT_GATE, Phase.BACK_UP).setApprovals(ApprovalStatus.newBuilder().setPlanHash(hash)).build();
  }

  private static GetPlanResponse kept(GetPlanRequest request, int others) {
    return GetPlanResponse.newBuilder().setPlan(plan(request.getMigration())).setPlanHash("9f2c").setOtherParticipants(others).build();
  }

  private static Plan plan(String migration) {
    var alfa = Participant.newBuilder().setName("alfa").setTeam("payments");
    alfa.getAdminBuilder().setHost("alfa").setPort(5006).setToken(Secret.newBuilder().setEnv("ALFA_TOKEN"));
    var plan = Plan.newBuilder().setMigration(migration).addParticipants(alfa);
    plan.getSourceBuilder().setAlias("old");
    plan.getTargetBuilder().setAlias("new");
    return plan.build();
  }
}
