// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import io.cmc.deploy.system.Fleet;
import io.cmc.deploy.system.InProcess;
import io.cmc.postgres.EmbeddedServer;
import io.cmc.sim.NetworkBuilder;
import io.cmc.sim.node.Timing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where all is measured: one PostgreSQL that keeps what it confirmed (fsync, synchronous commits and full pages are on), and folders on a
 * real disk.
 *
 * @param small whether the benchmarks themselves are tried, and sizes do not matter
 */
record Laboratory(EmbeddedServer server, Path folder, boolean small) implements AutoCloseable {

  private static final Duration CALL = Duration.ofMillis(50);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  static Laboratory open(Path folder, boolean small) {
    var laboratory = new Laboratory(EmbeddedServer.start(folder.resolve("postgres")), folder, small);
    laboratory.isDurable();
    return laboratory;
  }

  /** Figures of a server that forgets would be worth nothing. */
  private void isDurable() {
    try (var c = connect("postgres"); var s = c.createStatement()) {
      for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        var found = s.executeQuery("show " + setting);
        found.next();
        if (!found.getString(1).equals("on")) throw new IllegalStateException("expected " + setting + " on, found " + found.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  int size(int full, int tried) {
    return small ? tried : full;
  }

  /** Address of a new, empty database, with its owner. */
  String newDatabase(String name) {
    var database = name + "_" + NUMBER.incrementAndGet();
    try (var c = connect("postgres"); var s = c.createStatement()) {
      s.execute("create database " + database);
      return server.jdbcUrl(database);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make the database " + database, e);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(database));
  }

  Path newFolder(String name) {
    try {
      return Files.createDirectories(folder.resolve(name + "-" + NUMBER.incrementAndGet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A network where every call takes 50 ms. */
  NetworkBuilder network(int participants) {
    return Fleet.network(newDatabase("nodes"), participants).timing(Timing.quick().withCall(CALL).withFirstPing(Duration.ZERO));
  }

  /** The same, with a service that keeps all in a database of this server. */
  Fleet fleet(int participants) {
    return Fleet.start(network(participants), newFolder("fleet"), settings -> InProcess.start(newFolder("service"), newDatabase("fleet"), settings));
  }

  @Override public void close() {
    server.close();
  }
}
