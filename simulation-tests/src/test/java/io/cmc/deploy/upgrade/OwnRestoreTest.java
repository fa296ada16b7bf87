// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.deploy.system.Console;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.deploy.system.Site;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The service's own database is lost while a migration is under way, and is restored to an earlier moment (docs/own-restore.md). */
class OwnRestoreTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS, "A checkpoint does not fit: checkpoint \\d+ in .* is not the one in the database");

  private static final String MIGRATION = "restored-itself";
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String[] SIGNS_OFTEN = {"--cmc.checkpoints.events=20"};

  @TempDir private Path folder;
  private final String database = ServiceDatabase.create();
  private Fleet fleet;
  private InProcess service;

  @BeforeEach void start() {
    fleet = Fleet.start(folder, 2, 41);
    service = InProcess.start(folder.resolve("service"), database, SIGNS_OFTEN);
  }

  @AfterEach void stop() {
    service.close();
    fleet.close();
  }

  @Test void restored_to_before_the_moves_it_shows_who_differs_holds_until_somebody_decides_and_moves_nobody_twice() throws IOException {
    fleet.begin(console(), MIGRATION, "--hold-before", "MOVE_CONTRACTS,RECONNECT");
    atGate("MOVE_CONTRACTS");
    var earlier = Snapshot.of(database);
    release("MOVE_CONTRACTS");
    atGate("RECONNECT");
    var calls = fleet.effects();

    lose(earlier);

    var held = console().awaitState(MIGRATION, MigrationState.HELD);
    assertThat(held.getDifferencesList()).hasSize(2).allSatisfy(d -> {
      assertThat(d.getRecorded()).contains("BackedUp", "source not connected");
      assertThat(d.getFound()).contains("source not among its domains", "target not connected");
    });
    assertThat(fleet.effects()).as("nothing is acted on before somebody decides").isEqualTo(calls);
    itSignsNothingOverAnotherHistory();

    console().must("accept-differences", MIGRATION, "--reason", "the database was restored to before the moves");
    release("MOVE_CONTRACTS");
    atGate("RECONNECT");
    assertThat(fleet.effects()).as("all were moved, and looking told so").isEqualTo(calls);
    release("RECONNECT");
    console().awaitState(MIGRATION, MigrationState.COMPLETED);
    fleet.judge();
  }

  /** Until the checkpoints of the lost history are put aside. */
  private void itSignsNothingOverAnotherHistory() throws IOException {
    var kept = folder.resolve("service").resolve("checkpoints");
    var before = files(kept);
    await("which is said").atMost(SOON).until(() -> LOG.lines().stream().anyMatch(line -> line.contains("A checkpoint does not fit")));
    assertThat(count("checkpoint")).isLessThan(before.stream().filter(f -> f.startsWith("checkpoint-")).count());
    assertThat(files(kept)).isEqualTo(before);

    Files.move(kept, folder.resolve("checkpoints-of-the-lost-database"));

    await("it signs again").atMost(SOON).until(() -> Files.exists(kept) && files(kept).contains("checkpoint-00000001.txt") && sealed() - covered() < 20);
  }

  @Test void restored_to_before_it_was_closed_it_takes_neither_closed_limits_for_those_of_before_nor_an_old_backup_for_the_way_back() {
    fleet.begin(console(), MIGRATION, "--hold-before", "QUIESCE,MOVE_CONTRACTS");
    atGate("QUIESCE");
    var earlier = Snapshot.of(database);
    release("QUIESCE");
    atGate("MOVE_CONTRACTS");

    lose(earlier);

    var held = console().awaitState(MIGRATION, MigrationState.HELD);
    assertThat(held.getDifferencesList()).hasSize(2).allSatisfy(d -> {
      assertThat(d.getRecorded()).contains("source connected, or connecting by itself", "limits above 0, or none");
      assertThat(d.getFound()).contains("source not connected, connecting only when told to", "limits 0 and 0");
    });
    fleet.site().names().forEach(this::bringBackByHand);
    console().must("resume", MIGRATION, "--reason", "the nodes are as they were before");
    atGate("QUIESCE");
    release("QUIESCE");
    await("both backups are found").atMost(Duration.ofMinutes(2)).until(() -> console().audit(MIGRATION, "StepParked").size() == 2);
    assertThat(console().must("incidents").out()).contains("BACKUP_UNFIT", "no backup before this migration took one");
    renameBackups();
    fleet.site().names().forEach(name -> console().must("retry", MIGRATION, name));
    atGate("MOVE_CONTRACTS");
    release("MOVE_CONTRACTS");
    console().awaitState(MIGRATION, MigrationState.COMPLETED);
    fleet.judge();
  }

  @Test void restored_to_the_middle_of_a_move_it_looks_finds_it_done_and_goes_on() {
    var held = fleet.site().network().faults().atPhase("participantA", Phase.M3_TARGET_MIGRATING, new Fault.HangAtPhase());
    fleet.begin(console(), MIGRATION, "--hold-before", "RECONNECT");
    assertThat(held.awaitHit(Duration.ofMinutes(2))).as("participantA is in the middle of its move").isTrue();
    await("the other is moved").atMost(SOON).until(() -> service.store().sql("select count(*) from event_json where kind = 'ContractsMoved'").query(Long.class).single() == 1);
    var earlier = Snapshot.of(database);
    held.release();
    atGate("RECONNECT");
    var calls = fleet.effects();

    lose(earlier);

    atGate("RECONNECT");
    assertThat(fleet.effects()).as("the move is not repeated").isEqualTo(calls);
    release("RECONNECT");
    console().awaitState(MIGRATION, MigrationState.COMPLETED);
    fleet.judge();
  }

  @Test void restored_to_before_the_end_of_what_had_ended_it_holds_and_then_finds_everything_done() {
    fleet.begin(console(), MIGRATION, "--hold-before", "REOPEN");
    atGate("REOPEN");
    var earlier = Snapshot.of(database);
    release("REOPEN");
    console().awaitState(MIGRATION, MigrationState.COMPLETED);
    var calls = fleet.effects();

    lose(earlier);

    var found = console().awaitState(MIGRATION, MigrationState.HELD).getDifferencesList();
    assertThat(found).hasSize(2).allSatisfy(d -> assertThat(d.getRecorded()).contains("limits of at most"));
    console().must("accept-differences", MIGRATION, "--reason", "the database was restored; it had ended");
    release("REOPEN");
    console().awaitState(MIGRATION, MigrationState.COMPLETED);
    assertThat(fleet.effects()).as("nothing was left to do").isEqualTo(calls);
    fleet.judge();
  }

  private void bringBackByHand(String participant) {
    var before = fleet.limits().get(participant);
    Past.limits(fleet.site(), participant, before.maxDirty(), before.maxRate());
    Past.connect(fleet.site(), participant);
  }

  private void renameBackups() {
    var server = Site.sql(database);
    server.sql("select datname from pg_database where starts_with(datname, ?)").param("cmc_backup_cmc-" + MIGRATION).query(String.class).list()
        .forEach(copy -> server.sql("alter database \"" + copy + "\" rename to \"of_before_" + copy.substring(copy.length() - 20) + "\"").update());
  }

  private void lose(Snapshot earlier) {
    service.close();
    earlier.restoreTo(database);
    service = InProcess.start(folder.resolve("service"), database, SIGNS_OFTEN);
  }

  private void atGate(String gate) {
    console().awaitStatus(MIGRATION, s -> s.getState() == MigrationState.AT_GATE && s.toString().contains("gate before " + gate));
  }

  private void release(String gate) {
    console().must("release", MIGRATION, "--gate", gate, "--reason", "a test");
  }

  private Console console() {
    return service.console();
  }

  private long count(String table) {
    return service.store().sql("select count(*) from " + table).query(Long.class).single();
  }

  private long sealed() {
    return count("event_seal");
  }

  private long covered() {
    return service.store().sql("select coalesce(max(last_position), 0) from checkpoint").query(Long.class).single();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
