// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.NodeActivity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a status is worth a new line where nothing can be overwritten: another phase, another position, a wait, a trouble. A step
 * that is only asked for or being called is not; with many participants it would drown the rest.
 */
public final class News {

  private static final Set<String> WORTH_A_LINE = Set.of("WAITING", "RETRYING", "UNRESOLVED", "PARKED");

  private News() {}

  /** Equal for two statuses when the line about the migration need not be repeated. */
  public static String of(MigrationStatus s) {
    var parked = s.getParticipantsList().stream().filter(p -> Nodes.needsAPerson(p.getActivity())).map(p -> p.getName()).toList();
    return String.join(" ", s.getState().name(), s.getPhase().name(), s.getGate().name(), s.getWayBack().name(), parked.toString(),
        Integer.toString(s.getOpenIncidents()), Integer.toString(s.getExclusionsCount()));
  }

  /** The same for each row of {@link StatusText#rows}. */
  public static Map<String, String> ofNodes(MigrationStatus s) {
    var news = new HashMap<String, String>();
    news.put(StatusText.DOMAINS, of(s.getDomains()) + found(s, ""));
    s.getParticipantsList().forEach(p -> news.put(p.getName(), p.getPosition() + of(p.getActivity()) + p.getExcluded() + found(s, p.getName())));
    return news;
  }

  private static List<String> found(MigrationStatus s, String participant) {
    return s.getDifferencesList().stream().filter(d -> d.getParticipant().equals(participant)).map(d -> d.getFound()).toList();
  }

  private static String of(NodeActivity a) {
    return WORTH_A_LINE.contains(a.getState())
        ? String.join(" ", "", a.getState(), a.getStep(), Integer.toString(a.getAttempt()), a.getProblem().getCode(), a.getWaitsFor()) : "";
  }
}
