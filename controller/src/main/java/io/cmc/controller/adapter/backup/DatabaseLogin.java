// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.rejection.ProblemCode.DATABASE_UNREACHABLE;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.secrecy.NoSecret;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.plan.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/** Sessions of a database of the plan, closed after use. All trouble leaves as {@link NodeTrouble}. */
final class DatabaseLogin {

  private static final int SECONDS_TO_ENTER = 15;
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]{1,255}");
  private static final Pattern NAME = Pattern.compile("\\P{Cntrl}+");

  private final SecretReader secrets;
  private final UnaryOperator<Connection> sessions;

  DatabaseLogin(SecretReader secrets) {
    this(secrets, UnaryOperator.identity());
  }

  /** @param sessions what every new session passes through */
  DatabaseLogin(SecretReader secrets, UnaryOperator<Connection> sessions) {
    this.secrets = secrets;
    this.sessions = sessions;
  }

  @FunctionalInterface
  interface Question<T> {
    T ask(Connection session) throws SQLException;
  }

  /** Where a database is: shown to people, and stored with a backup. */
  static String address(Database database) {
    return database.host() + ":" + database.port() + "/" + database.name();
  }

  /** The host as tools and drivers can take it: one host name or address, and nothing that they would read as more. */
  static String host(Database database) {
    return database.host().replaceAll("^\\[(.*)]$", "$1");
  }

  Optional<String> password(Database database) {
    try {
      return database.password().map(secrets::read);
    } catch (NoSecret none) {
      throw BackupTrouble.lasting(DATABASE_UNREACHABLE, "a password in " + none.place(), none.found());
    }
  }

  /** In the database itself. */
  <T> T inside(Database database, Question<T> question) {
    return in(database, database.name(), question);
  }

  /** In another database of the same server: what concerns a database as a whole cannot be done inside it. */
  <T> T beside(Database database, Question<T> question) {
    var first = database.name().equals("postgres") ? "template1" : "postgres";
    return in(database, first, question);
  }

  <T> T in(Database database, String name, Question<T> question) {
    try (var session = open(database, name)) {
      return question.ask(session);
    } catch (SQLException e) {
      throw BackupTrouble.of(e, address(database));
    }
  }

  private Connection open(Database database, String name) throws SQLException {
    mustBeNames(database);
    var source = new PGSimpleDataSource();
    var host = host(database);
    source.setServerNames(new String[] {host.contains(":") ? "[" + host + "]" : host});
    source.setPortNumbers(new int[] {database.port()});
    source.setDatabaseName(name);
    source.setUser(database.user());
    password(database).ifPresent(source::setPassword);
    database.tls().ifPresent(tls -> DatabaseTls.of(tls, source));
    source.setApplicationName("cmc-backup");
    source.setConnectTimeout(SECONDS_TO_ENTER);
    source.setLoginTimeout(SECONDS_TO_ENTER);
    source.setTcpKeepAlive(true);
    return sessions.apply(source.getConnection());
  }

  /** PostgreSQL lets a name contain anything; a line end in one is no name but an attempt at something. */
  static void mustBeNames(Database database) {
    if (!HOST.matcher(host(database)).matches()) {
      throw BackupTrouble.lasting(DATABASE_UNREACHABLE, "a host name or address", BackupTrouble.words(database.host()));
    }
    if (!NAME.matcher(database.name()).matches() || !NAME.matcher(database.user()).matches()) {
      throw BackupTrouble.lasting(DATABASE_UNREACHABLE, "names of database and user without control characters",
          BackupTrouble.words(database.name() + " and " + database.user()));
    }
  }
}
