// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.AuditEntry;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** The audit trail: a line for each entry, with columns of fixed width so that it can be followed. */
public final class AuditText {

  private static final String LINE = "%7s  %-25s  %-20s  %-12s  %-22s  %-8s  %s";
  private final Times times;

  public AuditText(Clock clock) {
    this.times = new Times(clock);
  }

  /** All entries under a heading, in the zone of this process; no final line end. */
  public static String render(List<AuditEntry> entries) {
    var text = new AuditText(Clock.systemDefaultZone());
    return entries.stream().map(text::line).collect(Collectors.joining("\n", heading() + "\n", ""));
  }

  public static String heading() {
    return LINE.formatted("POSITION", "TIME", "MIGRATION", "NODE", "KIND", "OUTCOME", "WHO: WHAT").replaceFirst("^ *", "");
  }

  public String line(AuditEntry e) {
    return LINE.formatted(e.getPosition(), times.full(e.getAt()), Plain.text(e.getMigration()), Plain.text(e.getParticipant()),
        Plain.text(e.getKind()), Plain.text(e.getOutcome()), Plain.text(e.getActor()) + ": " + Plain.text(e.getSummary()) + why(e))
        .stripTrailing();
  }

  static String why(AuditEntry e) {
    var reason = e.getReason().isEmpty() ? "" : "  reason: " + Plain.text(e.getReason());
    return e.getTicket().isEmpty() ? reason : reason + "  ticket: " + Plain.text(e.getTicket());
  }

  private static String teams(AuditEntry e) {
    return e.getActorTeamsCount() == 0 ? "" : "  of " + Plain.text(String.join(", ", e.getActorTeamsList()));
  }

  /** What an auditor needs beyond the line: how the actor was known, the chain of causes, the event itself. */
  public static String details(AuditEntry e) {
    return "         %s%s  event %s  correlation %s  causation %s%n         %s".formatted(Plain.text(e.getAuthentication()), teams(e),
        Plain.text(e.getEventId()), Plain.text(e.getCorrelationId()), Plain.text(e.getCausationId()), Plain.text(e.getDetailJson()));
  }
}
