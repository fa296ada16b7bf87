// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.controller.adapter.canton2.Callers;
import io.cmc.controller.adapter.canton2.Deadlines;
import io.cmc.controller.adapter.canton2.GrpcNodes;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.deploy.system.Console;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.Site;
import io.cmc.plan.MigrationPlan;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.store.names.EventJson;
import io.cmc.store.seal.ChainCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Databases of earlier versions, each with a migration in the middle, are opened by this one, which goes on with it. */
class OldDatabaseTest {

  /** A timer that an earlier version set takes its process before its migration, and may meet an order that does so the other way round: it is tried again. */
  @RegisterExtension static final QuietLog LOG = QuietLog.except("outOfOrder mode is active", "An error occurred while triggering deadline",
      "during execution of task with name 'AxonDeadline'.*DeadlockException");

  private static final Path RELEASED = Path.of("src/test/resources/upgrades");

  @TempDir private Path folder;

  static List<String> released() throws IOException {
    try (var files = Files.list(RELEASED)) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".sql")).map(f -> f.replace(".sql", "")).sorted().toList();
    }
  }

  @ParameterizedTest @MethodSource("released")
  void a_migration_that_was_under_way_at_the_upgrade_is_compared_and_brought_to_its_end(String version) throws IOException {
    var database = ThrowawayServer.newDatabase();
    Snapshot.released(version).restoreTo(database);
    var before = sealed(Site.sql(database));
    try (var fleet = Fleet.of(Past.site(folder)); var nodes = new GrpcNodes(Deadlines.DEFAULT, SecretReader.ofThisProcess(), Callers.alone("cmc/upgraded"))) {
      Past.bringNodesThere(fleet.site());
      var redirected = Redirect.of(nodes, plan(database), fleet.site().network());
      try (var service = InProcess.start(folder.resolve("service"), database, new String[0], Nodes.class, redirected)) {
        isComparedAndUntouched(service.console(), fleet);
        goesOn(service.console());
        fleet.judge();
        judge(service, before);
      }
    }
  }

  private static void isComparedAndUntouched(Console console, Fleet fleet) {
    await("compared first").atMost(Duration.ofMinutes(2)).until(() -> console.audit(Past.MIGRATION, "ReconcileEnded").size() == 1);
    var status = console.awaitStatus(Past.MIGRATION, s -> s.getState() == MigrationState.RUNNING && s.getParticipantsList().stream()
        .anyMatch(p -> p.getActivity().getWaitsFor().contains("somebody to back up the database of participantB")));

    assertThat(status.getDifferencesList()).isEmpty();
    assertThat(fleet.callers(call -> call.effective())).as("who changed a node until now").noneMatch(caller -> caller.startsWith("cmc/"));
  }

  private static void goesOn(Console console) {
    console.must("confirm", Past.MIGRATION, "backup-taken", "participantB", "--reference", "tape 8");
    console.awaitState(Past.MIGRATION, MigrationState.AT_GATE);
    console.must("release", Past.MIGRATION, "--gate", "MOVE_CONTRACTS", "--reason", "CHG-1");
    console.awaitState(Past.MIGRATION, MigrationState.COMPLETED);
    assertThat(console.must("audit", Past.ABORTED).out()).contains("MigrationAborted");
    console.must("replay");
  }

  private static List<String> sealed(JdbcClient database) {
    return database.sql("select event_identifier from event_seal join domain_event_entry using (global_index) order by position").query(String.class).list();
  }

  private void judge(InProcess service, List<String> before) {
    await("all is sealed").atMost(Duration.ofMinutes(1)).until(() -> service.store().sql("select count(*) - (select count(*) from event_seal) from domain_event_entry").query(Long.class).single() == 0);
    assertThat(new ChainCheck(service.context().getBean(DataSource.class)).verify().fault()).isEmpty();
    assertThat(sealed(service.store())).startsWith(before.toArray(String[]::new));
    assertThat(service.store().sql("select count(*) from dead_letter_entry").query(Long.class).single()).isZero();
    await("timers of before that met an order").atMost(Duration.ofMinutes(1)).until(() -> service.store()
        .sql("select count(*) from scheduled_tasks where task_name = 'AxonDeadline' and consecutive_failures > 0").query(Long.class).single() == 0);
    assertThat(service.store().sql("select count(*) from durable_work where migration = ?").param(Past.MIGRATION).query(Long.class).single()).isZero();
  }

  private static MigrationPlan plan(String database) throws IOException {
    var text = Site.sql(database).sql("select plan from kept_plan where migration = ?").param(Past.MIGRATION).query(String.class).single();
    return EventJson.mapper().readValue(text, MigrationPlan.class);
  }

  /** {@code -Dupgrade.write=NAME}: what this version leaves, for those that come after it. */
  @EnabledIfSystemProperty(named = "upgrade.write", matches = ".+")
  @Test void writes_the_database_of_this_version() throws IOException {
    Past.write(folder, RELEASED.resolve(System.getProperty("upgrade.write") + ".sql"));
  }
}
