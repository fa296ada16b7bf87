// SPDX-License-Identifier: Apache-2.0
package io.cmc.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One server for a whole test JVM, gone with it; each caller takes databases of its own. */
public final class ThrowawayServer {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private ThrowawayServer() {}

  private static final class Holder {
    static final EmbeddedServer SERVER = startUntilExit();
  }

  public static EmbeddedServer server() {
    return Holder.SERVER;
  }

  /** JDBC address of a new, empty database. */
  public static String newDatabase() {
    var name = "scratch_" + DATABASES.incrementAndGet();
    try (var c = DriverManager.getConnection(server().jdbcUrl("postgres")); var s = c.createStatement()) {
      s.execute("create database " + name);
      return server().jdbcUrl(name);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create database " + name, e);
    }
  }

  private static EmbeddedServer startUntilExit() {
    try {
      var folder = Files.createTempDirectory("cmc-scratch-");
      var server = EmbeddedServer.startForgetful(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        server.close();
        delete(folder);
      }));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try {
      Files.walkFileTree(folder, new SimpleFileVisitor<>() {
        @Override public FileVisitResult visitFile(Path f, BasicFileAttributes a) throws IOException {
          Files.deleteIfExists(f);
          return FileVisitResult.CONTINUE;
        }

        @Override public FileVisitResult postVisitDirectory(Path d, IOException e) throws IOException {
          Files.deleteIfExists(d);
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (IOException e) {
      // a scratch folder that stays behind harms nobody
    }
  }
}
