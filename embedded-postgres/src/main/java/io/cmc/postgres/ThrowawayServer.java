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
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server for a whole test JVM, gone with it; each caller takes databases of its own. {@code -Dpostgres.server} says which:
 * {@code docker} (the image of {@code -Dpostgres.image}), {@code embedded}, or {@code auto}, the default, which is the image where a Docker
 * engine has it and the tests of a module have Testcontainers.
 */
public final class ThrowawayServer {

  private static final Logger LOG = LoggerFactory.getLogger(ThrowawayServer.class);
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private ThrowawayServer() {}

  private static final class Holder {
    static final PostgresServer SERVER = start();
  }

  private enum Choice { AUTO, DOCKER, EMBEDDED }

  public static PostgresServer server() {
    return Holder.SERVER;
  }

  /** JDBC address of a new, empty database. */
  public static String newDatabase() {
    return server().jdbcUrl(create("template1"));
  }

  /** @return the name of a new database that is a copy of another, to which nobody is connected */
  static String create(String template) {
    var name = "scratch_" + DATABASES.incrementAndGet();
    try (var c = DriverManager.getConnection(server().jdbcUrl("postgres")); var s = c.createStatement()) {
      s.execute("create database " + name + " template " + template);
      return name;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create database " + name, e);
    }
  }

  private static PostgresServer start() {
    return switch (Choice.valueOf(System.getProperty("postgres.server", "auto").toUpperCase(Locale.ROOT))) {
      case DOCKER -> container();
      case EMBEDDED -> embedded();
      case AUTO -> ContainerServer.isPossible() ? containerOrElseEmbedded() : embedded();
    };
  }

  private static PostgresServer containerOrElseEmbedded() {
    try {
      return container();
    } catch (RuntimeException e) {
      LOG.info("A Docker engine answers, and {} does not start there: {}", image(), e.getMessage());
      return embedded();
    }
  }

  private static PostgresServer container() {
    var server = ContainerServer.start(image());
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    LOG.info("PostgreSQL of these tests: the image {} at port {}.", image(), server.port());
    return server;
  }

  private static String image() {
    return System.getProperty("postgres.image", "postgres:15");
  }

  private static PostgresServer embedded() {
    try {
      var folder = Files.createTempDirectory("cmc-scratch-");
      var server = EmbeddedServer.startForgetful(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        server.close();
        delete(folder);
      }));
      LOG.info("PostgreSQL of these tests: embedded, at port {}.", server.port());
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
