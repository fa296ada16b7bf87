// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import com.zaxxer.hikari.HikariDataSource;
import io.cmc.sim.node.Sessions;
import io.cmc.sim.node.Storage;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The databases of one network on one server: the simulator's own, and one for each node, or schemas in the simulator's. */
final class Databases implements AutoCloseable {

  private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/]*/)([^?]+)(\\?.*)?");
  private static final int SHARED_SESSIONS = 24;
  /** A session learns each table that it meets, and each statement, of each node anew: of so many nodes, some share some sessions, and not all of them all. */
  private static final int MANY = 50;
  private static final int NODES_OF_A_POOL = 16;
  private static final int MOST_POOLS = 12;
  private static final int SESSIONS_OF_DOMAINS = 8;
  /** For the simulator's own sessions, which all nodes want at once when they start; a node itself is soon in trouble without one. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Matcher admin;
  private final boolean shared;
  private final HikariDataSource own;
  private final List<HikariDataSource> pools = new ArrayList<>();
  private final List<HikariDataSource> common;

  /** @param adminUrl of a database that exists; the names of the others begin with its name */
  Databases(String adminUrl, boolean shared, int participants) {
    this.admin = URL.matcher(adminUrl);
    if (!admin.matches()) throw new IllegalArgumentException("expected an address as jdbc:postgresql://host:port/database?user=name, but found " + adminUrl);
    this.shared = shared;
    this.own = pool(adminUrl, 4);
    own.setConnectionTimeout(PATIENCE.toMillis());
    this.common = shared ? common(adminUrl, participants) : List.of();
  }

  /** Where there is more than one, the first is the domains', which everybody uses. */
  private List<HikariDataSource> common(String url, int participants) {
    if (participants < MANY) return List.of(pool(url, SHARED_SESSIONS));
    var pools = Math.min(participants / NODES_OF_A_POOL, MOST_POOLS);
    var domains = pool(url, SESSIONS_OF_DOMAINS);
    return Stream.concat(Stream.of(domains), Stream.generate(() -> closedWithThis(Sessions.ofMany(url, SHARED_SESSIONS / pools))).limit(pools)).toList();
  }

  /** The simulator's own database, which is none of a node's. */
  HikariDataSource own() {
    return own;
  }

  boolean shared() {
    return shared;
  }

  Storage ofDomain(String node) {
    return storage(node, 0);
  }

  Storage ofParticipant(String node, int index) {
    return storage(node, common.size() < 2 ? 0 : 1 + index % (common.size() - 1));
  }

  private Storage storage(String node, int pool) {
    if (shared) return new Storage.Shared(common.get(pool), node.toLowerCase(Locale.ROOT));
    create(name(node));
    return new Storage.Own(url(node));
  }

  /** Address of the database that a node's state is in, with everything needed to log in. */
  String url(String node) {
    return shared ? admin.group(0) : admin.group(1) + name(node) + (admin.group(3) == null ? "" : admin.group(3));
  }

  private String name(String node) {
    return admin.group(2) + "_" + node.toLowerCase(Locale.ROOT);
  }

  private HikariDataSource pool(String url, int size) {
    return closedWithThis(Sessions.pool(url, size));
  }

  private HikariDataSource closedWithThis(HikariDataSource pool) {
    pools.add(pool);
    return pool;
  }

  private void create(String name) {
    try (var c = DriverManager.getConnection(admin.group(0)); var s = c.createStatement()) {
      var there = s.executeQuery("select 1 from pg_database where datname = '" + name + "'").next();
      if (!there) s.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make the database " + name, e);
    }
  }

  @Override
  public void close() {
    pools.forEach(HikariDataSource::close);
  }
}
