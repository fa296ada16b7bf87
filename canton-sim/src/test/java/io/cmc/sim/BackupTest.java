// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.postgres.ThrowawayServer;
import io.cmc.sim.node.Limits;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** A participant with a database of its own can really be backed up and restored. */
class BackupTest {

  @Test
  void a_template_copy_taken_from_under_a_running_participant_brings_everything_back() throws SQLException {
    try (var network = Network.builder(ThrowawayServer.newDatabase()).contracts(6).timing(Fleet.timing())
        .limits("participantA", Limits.NONE).limits("participantB", Limits.NONE).start()) {
      var a = new Admin(network, "participantA");
      var ledger = new LedgerClient(network, "participantA");
      var other = new LedgerClient(network, "participantB");
      a.setLimits(0, 0, 0.25);
      var before = ledger.contracts();
      a.disconnect("olddomain");
      var database = network.databaseUrl("participantA").replaceAll(".*/|\\?.*", "");

      copy(database, database + "_backup");
      assertThat(a.limits().getMaxDirtyRequests()).as("the participant outlives the loss of its sessions").isZero();
      a.migrate();
      assertThat(a.statuses()).isEqualTo("I/A");
      a.node().stop();
      copy(database + "_backup", database);
      a.node().start();
      Fleet.awaitUp(a);

      assertThat(a.statuses()).isEqualTo("A/-");
      assertThat(a.connected()).containsExactly("olddomain");
      assertThat(a.limits().getMaxDirtyRequests()).isZero();
      assertThat(a.limits().getMaxBurstFactor()).isEqualTo(0.25);
      assertThat(ledger.contracts()).isEqualTo(before);
      assertThat(network.journal().completedMoves("participantA")).as("a restore does not erase the journal").isEqualTo(1);

      a.setLimits(-1, -1, 0.5);
      ledger.createWith(other);
      Fleet.await(() -> other.contracts().size() == 7);
      assertThat(other.contracts()).isEqualTo(ledger.contracts());
    }
  }

  @Test
  void a_restored_participant_hears_again_what_happened_after_its_backup() throws SQLException {
    try (var network = Network.builder(ThrowawayServer.newDatabase()).contracts(1).timing(Fleet.timing())
        .limits("participantA", Limits.NONE).limits("participantB", Limits.NONE).start()) {
      var a = new Admin(network, "participantA");
      var ledger = new LedgerClient(network, "participantA");
      var database = network.databaseUrl("participantA").replaceAll(".*/|\\?.*", "");
      copy(database, database + "_backup");
      ledger.createWith(new LedgerClient(network, "participantB"));
      var after = ledger.contracts();

      a.node().stop();
      copy(database + "_backup", database);
      a.node().start();
      Fleet.awaitUp(a);

      Fleet.await(() -> ledger.contracts().equals(after));
    }
  }

  /** As an operator without client tools would: keep new sessions out, cut the old ones, copy, let sessions in again. */
  private static void copy(String from, String to) throws SQLException {
    try (var c = server(); var s = c.createStatement()) {
      s.execute("drop database if exists " + to + " with (force)");
      s.execute("alter database " + from + " allow_connections false");
      cut(s, from);
      s.execute("create database " + to + " template " + from);
      s.execute("alter database " + from + " allow_connections true");
    }
  }

  private static void cut(Statement s, String database) throws SQLException {
    s.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
  }

  private static Connection server() throws SQLException {
    return DriverManager.getConnection(ThrowawayServer.server().jdbcUrl("postgres"));
  }
}
