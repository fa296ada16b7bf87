// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.access.Reach;
import io.cmc.plan.Database;
import io.cmc.plan.Endpoint;
import io.cmc.plan.ParticipantPlan;
import io.cmc.projection.sight.Member;
import io.cmc.projection.sight.Sight;
import io.cmc.projection.sight.View;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The teams that share a migration.
 *
 * @param since number of the event with the plan that names them
 * @param teams each by its name
 */
record Crew(long since, Map<String, Sharer> teams) {

  /** What one of them may hear. @param hosts of the others, and no host of its own */
  record Sharer(View view, Pattern hosts) {

    /** Whether no name, id or host of the others is in it. */
    boolean mayHear(String text) {
      return view.told(text).equals(text) && !hosts.matcher(text).find();
    }
  }

  static Crew of(long since, Collection<ParticipantPlan> participants) {
    var members = participants.stream().map(p -> new Member(p.name(), p.team(), p.uid().value())).toList();
    var teams = new TreeMap<String, Sharer>();
    participants.stream().map(ParticipantPlan::team).filter(t -> !t.isBlank()).distinct().forEach(team -> teams.put(team,
        new Sharer(new Sight(new Reach(false, Set.of(team))).of(members), words(othersHosts(team, participants)))));
    return new Crew(since, teams);
  }

  /** Without those that are the team's own as well: of such one its words would be about itself. */
  private static Set<String> othersHosts(String team, Collection<ParticipantPlan> participants) {
    var byOwn = participants.stream().collect(Collectors.partitioningBy(p -> p.team().equals(team), Collectors.flatMapping(Crew::hosts, Collectors.toSet())));
    var others = new TreeSet<>(byOwn.get(false));
    others.removeAll(byOwn.get(true));
    return others;
  }

  private static Pattern words(Set<String> hosts) {
    if (hosts.isEmpty()) return Pattern.compile("(?!)");
    return Pattern.compile(hosts.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?<![\\w.-])(?:", ")(?![\\w-]|\\.\\w)")), Pattern.CASE_INSENSITIVE);
  }

  private static Stream<String> hosts(ParticipantPlan participant) {
    return Stream.of(Stream.of(participant.admin().host()), participant.ledger().map(Endpoint::host).stream(), participant.database().map(Database::host).stream())
        .flatMap(hosts -> hosts).map(host -> host.toLowerCase(Locale.ROOT));
  }
}
