// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import io.cmc.api.v1.Database;
import io.cmc.api.v1.Participant;
import io.cmc.cli.problem.Trouble;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * What a plan takes from Canton's own configuration: the blocks remote-participants and remote-domains of a console, storage of
 * full node configurations, and the optional block canton-migration { databases, plaintext, teams, tokens }. Secrets are references throughout.
 */
public final class CantonConfig {

  private final SortedMap<String, Participant> participants;
  private final Map<String, RemoteDomain> domains;
  private final Map<String, Database> databases;

  CantonConfig(SortedMap<String, Participant> participants, Map<String, RemoteDomain> domains, Map<String, Database> databases) {
    this.participants = participants;
    this.domains = domains;
    this.databases = databases;
  }

  /** Reads one file with this process's environment; relative paths in it are taken from the working folder, as Canton does. */
  public static CantonConfig read(Path file) {
    return read(List.of(file));
  }

  /** Later files win. @throws Trouble CONFIG_UNREADABLE, SECRET_IN_CONFIG or UNKNOWN_FIELD */
  public static CantonConfig read(List<Path> files) {
    return read(files, System::getenv, Path.of("").toAbsolutePath());
  }

  static CantonConfig read(List<Path> files, UnaryOperator<String> environment, Path folder) {
    return new CantonConfigReader(new HoconFiles(environment).read(files), folder).read();
  }

  /** The remote participants by name, each with its database and team where the configuration tells them. */
  public SortedMap<String, Participant> participants() {
    return participants;
  }

  public Optional<RemoteDomain> domain(String name) {
    return Optional.ofNullable(domains.get(name));
  }

  public Optional<Database> database(String node) {
    return Optional.ofNullable(databases.get(node));
  }
}
