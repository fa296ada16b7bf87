// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import io.cmc.postgres.EmbeddedServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A PostgreSQL of the service's own that can be stopped and started; the service reaches it at an address that stays the same. */
final class StoreBehindProxy implements AutoCloseable {

  private final Path folder;
  private final TcpProxy proxy;
  private EmbeddedServer server;

  private StoreBehindProxy(Path folder, EmbeddedServer server) {
    this.folder = folder;
    this.server = server;
    this.proxy = TcpProxy.to(server.port());
  }

  static StoreBehindProxy start(Path folder) throws SQLException {
    var server = EmbeddedServer.start(folder);
    try (var c = DriverManager.getConnection(server.jdbcUrl("postgres")); var s = c.createStatement()) {
      s.execute("create database cmc");
    }
    return new StoreBehindProxy(folder, server);
  }

  /** @param disk an empty folder, where the database has its tables; the server's own files stay in the other */
  static StoreBehindProxy start(Path folder, Path disk) throws SQLException {
    var server = EmbeddedServer.start(folder);
    try (var c = DriverManager.getConnection(server.jdbcUrl("postgres")); var s = c.createStatement()) {
      s.execute("create tablespace small location '" + disk + "'");
      s.execute("create database cmc tablespace small");
    }
    return new StoreBehindProxy(folder, server);
  }

  TcpProxy proxy() {
    return proxy;
  }

  /** Every COMMIT goes over the wire in words: the driver prepares nothing. */
  String url() {
    return "jdbc:postgresql://localhost:" + proxy.port() + "/cmc?user=postgres&prepareThreshold=0";
  }

  /** Not through the proxy. */
  DriverManagerDataSource direct() {
    return new DriverManagerDataSource(server.jdbcUrl("cmc"));
  }

  long events() {
    return JdbcClient.create(direct()).sql("select count(*) from domain_event_entry").query(Long.class).single();
  }

  void stop() {
    server.close();
  }

  void startAgain() {
    server = EmbeddedServer.start(folder);
    proxy.turnTo(server.port());
  }

  @Override public void close() {
    proxy.close();
    server.close();
  }
}
