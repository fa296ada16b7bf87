// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import com.google.protobuf.Timestamp;
import io.cmc.api.v1.ListReadsRequest;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.cli.problem.Trouble;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which entries of the audit trail. */
final class AuditFilter {

  @Parameters(index = "0", arity = "0..1", paramLabel = "MIGRATION", defaultValue = "", description = "Absent: all migrations.")
  private String migration;

  @Option(names = "--participant", paramLabel = "NAME", defaultValue = "", description = "Only entries about this participant.")
  private String participant;

  @Option(names = "--actor", paramLabel = "NAME", defaultValue = "", description = "Only what this actor did.")
  private String actor;

  @Option(names = "--team", paramLabel = "TEAM", defaultValue = "", description = "Only what actors of this team did: who had a role for it.")
  private String team;

  @Option(names = "--kind", paramLabel = "KIND", split = ",", description = "Only these kinds, for example LimitsLowered or OrderRefused.")
  private List<String> kinds = List.of();

  @Option(names = "--order", paramLabel = "ID", defaultValue = "",
      description = "Only what one order set in motion: the correlation id that --details shows, or the id of any event among them.")
  private String order;

  @Option(names = "--since", paramLabel = "TIME", converter = TimeWord.class, description = "Only entries from this time on, by the times in the events.")
  private Timestamp since;

  @Option(names = "--until", paramLabel = "TIME", converter = TimeWord.class, description = "Only entries before this time.")
  private Timestamp until;

  ReadAuditRequest.Builder request() {
    var request = ReadAuditRequest.newBuilder().setMigration(migration).setParticipant(participant).setActor(actor).addAllKinds(kinds).setOrder(order).setTeam(team);
    Optional.ofNullable(since).ifPresent(request::setFrom);
    Optional.ofNullable(until).ifPresent(request::setTo);
    return request;
  }

  void requireOrder() {
    if (order.isEmpty()) throw Trouble.input("USAGE", "with --tree an order", "none", "name it: --order ID, the correlation id that --details shows");
  }

  /** The same of the log of reads, where a view stands in place of a kind. */
  ListReadsRequest.Builder reads() {
    if (!participant.isEmpty() || !order.isEmpty() || !team.isEmpty()) {
      throw Trouble.input("USAGE", "with --reads a migration, --actor, --kind, --since, --until", "--participant, --order or --team", "leave it out");
    }
    var request = ListReadsRequest.newBuilder().setMigration(migration).setActor(actor).addAllViews(kinds);
    Optional.ofNullable(since).ifPresent(request::setFrom);
    Optional.ofNullable(until).ifPresent(request::setTo);
    return request;
  }
}
