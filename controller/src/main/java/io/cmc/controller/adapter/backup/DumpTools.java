// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.rejection.ProblemCode.BACKUP_UNFIT;
import static io.cmc.rejection.ProblemCode.CLIENT_TOOL_UNFIT;

import io.cmc.controller.adapter.backup.ToolRunner.Outcome;
import io.cmc.plan.Database;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * pg_dump and pg_restore: those in the configured folder, or else the first on the PATH.
 *
 * <p>They get an environment of their own with next to nothing of the service's, whose secrets are no business of theirs. The
 * password is in it as {@code PGPASSWORD}: a password file would outlive a service that is killed.
 */
final class DumpTools {

  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
  private static final List<String> PASSED_ON = List.of("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH");

  private final Optional<Path> folder;
  private final ToolRunner runner;

  DumpTools(Optional<Path> folder, ToolRunner runner) {
    this.folder = folder;
    this.runner = runner;
  }

  /**
   * @param attempt name of the tool's sessions
   * @param dump the folder; one that is not there yet, when it is to be written
   */
  record Order(Database database, Optional<String> password, int jobs, String attempt, Path dump) {}

  /** A dump of an older major version refuses a newer server, and an older restore cannot read a newer dump. */
  void mustFit(Database database, int server) {
    var dump = major("pg_dump", database);
    if (dump < server) throw unfit("pg_dump of version " + server + " or newer", "version " + dump);
    var restore = major("pg_restore", database);
    if (restore < dump) throw unfit("pg_restore of version " + dump + " or newer", "version " + restore);
  }

  private int major(String tool, Database database) {
    var outcome = run(tool, List.of("--version"), environment(database));
    var version = VERSION.matcher(outcome.out());
    if (outcome.exit() == 0 && version.find()) return Integer.parseInt(version.group(1));
    throw unfit("the version of " + path(tool), BackupTrouble.words(outcome.out() + outcome.err()));
  }

  void dump(Order order) {
    var outcome = run("pg_dump", arguments(order), environment(order));
    if (outcome.exit() != 0) throw DumpFailure.of(outcome, DatabaseLogin.address(order.database()));
  }

  /** @param into an empty database on the server of the one that was dumped; after a failure there may be anything in it */
  void restore(Order order, String into) {
    var outcome = run("pg_restore", List.of("--exit-on-error", "--jobs=" + Math.max(1, order.jobs()), "--no-password",
        "--dbname=" + connectionString(into), order.dump().toString()), environment(order));
    if (outcome.exit() != 0) throw DumpFailure.ofRestore(outcome, DatabaseLogin.address(order.database()));
  }

  private static Map<String, String> environment(Order order) {
    var environment = environment(order.database());
    environment.put("PGAPPNAME", order.attempt());
    order.password().ifPresent(p -> environment.put("PGPASSWORD", p));
    return environment;
  }

  private static List<String> arguments(Order order) {
    return List.of("--format=directory", "--file=" + order.dump(), "--jobs=" + Math.max(1, order.jobs()), "--no-password",
        "--lock-wait-timeout=60s", "--dbname=" + connectionString(order.database().name()));
  }

  /** In quotes a name is a name, even if it looks like an address or another setting. Lost servers are noticed in minutes. */
  static String connectionString(String name) {
    return "dbname='" + name.replace("\\", "\\\\").replace("'", "\\'") + "'"
        + " connect_timeout=15 keepalives_idle=30 keepalives_interval=10 keepalives_count=6";
  }

  /** Reads a dump back. */
  DumpContents contents(Path dump, Database database) {
    var outcome = run("pg_restore", List.of("--list", dump.toString()), environment(database));
    if (outcome.exit() == 0) return DumpContents.of(outcome.out());
    throw BackupTrouble.lasting(BACKUP_UNFIT, "pg_restore to read " + dump, BackupTrouble.words(outcome.err()));
  }

  /** A host is always named, because Debian's wrapper of the tools would otherwise take the version of a local server. */
  private static Map<String, String> environment(Database database) {
    DatabaseLogin.mustBeNames(database);
    var environment = new HashMap<String, String>();
    for (var name : PASSED_ON) Optional.ofNullable(System.getenv(name)).ifPresent(v -> environment.put(name, v));
    environment.putAll(Map.of("LC_ALL", "C", "PGHOST", DatabaseLogin.host(database),
        "PGPORT", Integer.toString(database.port()), "PGUSER", database.user()));
    database.tls().map(DatabaseTls::environment).ifPresent(environment::putAll);
    return environment;
  }

  private Outcome run(String tool, List<String> arguments, Map<String, String> environment) {
    var command = Stream.concat(Stream.of(path(tool).toString()), arguments.stream()).toList();
    try {
      return runner.run(command, environment);
    } catch (IOException e) {
      throw unfit(tool + " to start", BackupTrouble.words(e.getMessage()));
    } catch (InterruptedException e) {
      throw BackupTrouble.interrupted(tool);
    }
  }

  private Path path(String tool) {
    var folders = folder.map(List::of).orElseGet(DumpTools::onThePath);
    return folders.stream().map(f -> f.resolve(tool)).filter(Files::isExecutable).findFirst()
        .orElseThrow(() -> unfit(tool + " in " + (folder.isPresent() ? folder.get() : "a folder of the PATH"), "none"));
  }

  private static List<Path> onThePath() {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator))).filter(p -> !p.isBlank()).map(Path::of).toList();
  }

  private static RuntimeException unfit(String expected, String found) {
    return BackupTrouble.lasting(CLIENT_TOOL_UNFIT, expected, found);
  }
}
