// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.rejection.ProblemCode.FACT;
import static io.cmc.rejection.ProblemCode.SPACE_SHORT;
import static io.cmc.rejection.ProblemCode.STRATEGY_NOT_POSSIBLE;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.plan.Database;
import io.cmc.rejection.Finding;
import io.cmc.rejection.Problem;
import io.cmc.rejection.Severity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a second database of the same size can be made on the server: what restoring needs, for proof as in earnest. */
final class RestoreChecks {

  private static final String RIGHTS = "restore-rights";
  private static final String ROOM = "restore-room";
  /** A place of its own is another disk than the server's folder. */
  private static final String FOLDER = """
      select case when pg_catalog.pg_has_role('pg_read_all_settings', 'usage') then pg_catalog.current_setting('data_directory') end
      from pg_catalog.pg_database d join pg_catalog.pg_tablespace s on s.oid = d.dattablespace
      where d.datname = ? and s.spcname = 'pg_default'
      """;

  private final DatabaseLogin login;
  private final Database database;
  private final Room room;

  RestoreChecks(DatabaseLogin login, Database database, Room room) {
    this.login = login;
    this.database = database;
    this.room = room;
  }

  static List<Finding> of(DatabaseLogin login, Database database) {
    return new RestoreChecks(login, database, Room.ofDisk()).findings();
  }

  List<Finding> findings() {
    var checks = new Checks();
    checks.that(RIGHTS, () -> login.beside(database, session -> CopyRights.of(session, database)))
        .ifPresent(rights -> checks.that(RIGHTS, () -> mustSuffice(rights)));
    if (!checks.findings().isEmpty()) return checks.findings();
    checks.that(RIGHTS, () -> login.inside(database, ServerFacts::of)).ifPresent(facts -> checks.that(ROOM, () -> mustHaveRoom(facts.bytes())));
    var all = new ArrayList<>(checks.findings());
    if (all.isEmpty() && folder().isEmpty()) all.add(new Finding(ROOM, Severity.INFO, notKnown()));
    return List.copyOf(all);
  }

  private void mustSuffice(CopyRights rights) {
    if (!rights.creates()) throw not("user " + database.user() + " to be allowed to create databases", "it may not", "ALTER ROLE ... CREATEDB");
    if (!rights.owns()) throw not("user " + database.user() + " to own the database", "another owner", "membership in the owner's role");
  }

  private static NodeTrouble not(String expected, String found, String grant) {
    return new NodeTrouble(Kind.PERMANENT, new Problem(STRATEGY_NOT_POSSIBLE, expected, found, "Grant it (" + grant
        + "), or restore this database by hand if it comes to that."), null);
  }

  private void mustHaveRoom(long bytes) {
    folder().ifPresent(folder -> {
      var needed = neededFor(bytes);
      var free = DumpFolder.onDisk(folder, () -> room.in(folder));
      if (free >= needed) return;
      throw new NodeTrouble(Kind.PERMANENT, new Problem(SPACE_SHORT, needed + " bytes free in " + folder + " on the database's server",
          free + " bytes", "Free space on the database's server, then check again."), null);
    });
  }

  /** Measured by nobody: the same again, and a third of it for the write-ahead log and for indexes while they are sorted. */
  private static long neededFor(long bytes) {
    return bytes + bytes * 3 / 10;
  }

  private Problem notKnown() {
    return new Problem(FACT, "room for " + DatabaseLogin.address(database) + " a second time on its server",
        "a server that cannot be asked for its free space", "See to it that 1.3 times the database's size is free there.");
  }

  /** Where the server keeps its databases, if that is a folder of this machine. */
  private Optional<Path> folder() {
    if (!isHere()) return Optional.empty();
    return login.beside(database, this::folder).map(Path::of).filter(Files::isDirectory);
  }

  private Optional<String> folder(Connection session) throws SQLException {
    try (var statement = session.prepareStatement(FOLDER)) {
      statement.setString(1, database.name());
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
      }
    }
  }

  private boolean isHere() {
    try {
      return InetAddress.getByName(DatabaseLogin.host(database)).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
