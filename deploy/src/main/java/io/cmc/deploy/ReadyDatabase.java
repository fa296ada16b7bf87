// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import io.cmc.postgres.EmbeddedServer;
import io.cmc.store.schema.EventStoreSchema;
import io.cmc.store.schema.ServiceRole;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A database whose tables are as this version needs them: the one that was named, or an embedded one in the data folder, which runs until
 * this is closed.
 */
record ReadyDatabase(DatabaseAddress address, Optional<EmbeddedServer> embedded) implements AutoCloseable {

  private static final String EMBEDDED = "cmc";

  /**
   * Starts the embedded one where none is named, and brings it up to date, which takes about a second where there is nothing to do.
   *
   * @throws IllegalStateException when it cannot be reached, or a later version has worked on it
   * @throws IllegalArgumentException when the service's role could change events
   */
  static ReadyDatabase of(ServiceSettings settings) {
    if (!settings.database().url().isEmpty()) return ready(settings.database().url(), settings, Optional.empty());
    var server = EmbeddedServer.start(settings.data().resolve("postgres"));
    try {
      create(server);
      return ready("jdbc:postgresql://localhost:" + server.port() + "/" + EMBEDDED, settings, Optional.of(server));
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static ReadyDatabase ready(String url, ServiceSettings settings, Optional<EmbeddedServer> server) {
    var address = DatabaseAddress.of(url, settings.database());
    new EventStoreSchema(address.owner()).prepare(new ServiceRole(address.user(), Optional.of(address.password()).filter(p -> !p.isEmpty())));
    return new ReadyDatabase(address, server);
  }

  private static void create(EmbeddedServer server) {
    try (var c = DriverManager.getConnection(server.jdbcUrl("postgres")); var s = c.createStatement()) {
      if (!s.executeQuery("select 1 from pg_database where datname = '" + EMBEDDED + "'").next()) s.execute("create database " + EMBEDDED);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make the database of the service", e);
    }
  }

  @Override public void close() {
    embedded.ifPresent(EmbeddedServer::close);
  }
}
