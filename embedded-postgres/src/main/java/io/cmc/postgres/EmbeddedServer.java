// SPDX-License-Identifier: Apache-2.0
package io.cmc.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A real PostgreSQL 15 server whose data lives in a folder and survives restarts, with durability switched on.
 * A server that an earlier, killed process left running in the same folder is stopped first.
 */
public final class EmbeddedServer implements PostgresServer {

  private final EmbeddedPostgres server;

  private EmbeddedServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Starts the server on a free loopback port; the folder is made when it is not there. */
  public static EmbeddedServer start(Path folder) {
    return start(folder, "on");
  }

  /** Faster, and lost with a crash of the machine: for tests whose data are thrown away. */
  static EmbeddedServer startForgetful(Path folder) {
    return start(folder, "off");
  }

  private static EmbeddedServer start(Path folder, String durable) {
    try {
      Files.createDirectories(folder);
      OrphanServer.stopIn(folder.resolve("data"));
      return new EmbeddedServer(server(folder, durable).start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL in " + folder.toAbsolutePath(), e);
    }
  }

  private static EmbeddedPostgres.Builder server(Path folder, String durable) {
    var log = Redirect.appendTo(folder.resolve("server.log").toFile());
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("data"))
        .setOverrideWorkingDirectory(binaries())
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(Duration.ofSeconds(60))
        .setServerConfig("fsync", durable)
        .setServerConfig("synchronous_commit", durable)
        .setServerConfig("full_page_writes", durable)
        .setServerConfig("max_connections", "600")
        .setOutputRedirector(log)
        .setErrorRedirector(log);
  }

  /** The unpacked binaries are shared by all servers of this machine's user. */
  private static File binaries() {
    return Path.of(System.getProperty("java.io.tmpdir"), "cmc-postgres-" + System.getProperty("user.name")).toFile();
  }

  @Override public int port() {
    return server.getPort();
  }

  @Override public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot stop PostgreSQL on port " + port(), e);
    }
  }
}
