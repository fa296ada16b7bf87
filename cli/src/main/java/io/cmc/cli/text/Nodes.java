// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.NodeActivity;
import io.cmc.api.v1.OtherParticipants;
import io.cmc.api.v1.ParticipantStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How far the participants are, in a few words: 3/5 backed up, 1 draining, 1 parked. Every participant is counted once. */
public final class Nodes {

  private static final Set<String> AT_WORK = Set.of("REQUESTED", "CALLING", "WAITING", "RETRYING");

  private Nodes() {}

  /** Who was left behind is counted apart. */
  static String summary(List<ParticipantStatus> all) {
    var participants = all.stream().filter(p -> !p.getExcluded()).toList();
    var behind = all.size() - participants.size();
    return groups(participants) + (behind == 0 ? "" : ", " + behind + " left behind");
  }

  /** Those that are counted only: 2 drained, 1 saved. */
  static String counted(List<OtherParticipants> others) {
    return others.stream().map(o -> o.getParticipants() + " " + (o.getActivity().equals("PARKED") ? "parked" : Words.position(o.getPosition())))
        .collect(Collectors.joining(", "));
  }

  private static String groups(List<ParticipantStatus> participants) {
    var furthest = furthest(participants);
    var groups = new LinkedHashMap<String, Integer>();
    furthest.ifPresent(position -> groups.put(Words.position(position), 0));
    participants.forEach(p -> groups.merge(group(p, furthest.orElse("")), 1, Integer::sum));
    return groups.entrySet().stream()
        .map(g -> first(g.getKey(), furthest) ? g.getValue() + "/" + participants.size() + " " + g.getKey() : g.getValue() + " " + g.getKey())
        .collect(Collectors.joining(", "));
  }

  private static boolean first(String group, Optional<String> furthest) {
    return furthest.map(Words::position).filter(group::equals).isPresent();
  }

  /** Those that wait for a person do not count as arrived, wherever they are. */
  private static Optional<String> furthest(List<ParticipantStatus> participants) {
    return participants.stream().filter(p -> !needsAPerson(p.getActivity())).map(ParticipantStatus::getPosition)
        .max(Comparator.comparingInt(Words.POSITIONS::indexOf));
  }

  private static String group(ParticipantStatus p, String furthest) {
    if (needsAPerson(p.getActivity())) {
      return p.getActivity().getState().toLowerCase(java.util.Locale.ROOT);
    }
    if (p.getPosition().equals(furthest) || !isAtWork(p.getActivity())) {
      return Words.position(p.getPosition());
    }
    return Words.underWay(p.getActivity().getStep());
  }

  public static boolean needsAPerson(NodeActivity activity) {
    return activity.getState().equals("PARKED");
  }

  public static boolean isAtWork(NodeActivity activity) {
    return AT_WORK.contains(activity.getState());
  }
}
