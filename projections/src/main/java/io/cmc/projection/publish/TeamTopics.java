// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the topics of teams are called.
 *
 * @param pattern a topic's name in which {@value #TEAM} stands for the team; empty: teams have no topics
 */
public record TeamTopics(String pattern) {

  static final String TEAM = "{team}";

  private static final Pattern FORM = Pattern.compile("|[A-Za-z0-9][A-Za-z0-9._-]*\\{team}[A-Za-z0-9._-]*");
  /** Without dots: no team's topic then has a name that is made of another's, and Kafka takes no two for one. */
  private static final String TEAM_FORM = "[A-Za-z0-9_-]+";
  private static final int LONGEST = 249;

  public static final TeamTopics NONE = new TeamTopics(""); // after what it is held to

  public TeamTopics {
    if (!FORM.matcher(pattern).matches()) {
      throw new IllegalArgumentException("expected a topic's name with " + TEAM + " once and not at its beginning, such as cmc.events." + TEAM + ", found: " + pattern);
    }
  }

  boolean isOn() {
    return !pattern.isEmpty();
  }

  /** Empty where there are none, or the team's name cannot be part of a topic's. */
  Optional<String> of(String team) {
    var topic = pattern.replace(TEAM, team);
    return isOn() && team.matches(TEAM_FORM) && topic.length() <= LONGEST ? Optional.of(topic) : Optional.empty();
  }

  /** Whether some team's topic is called so, or may be one day. */
  boolean isOfATeam(String topic) {
    return isOn() && topic.matches(Pattern.quote(pattern).replace(TEAM, "\\E" + TEAM_FORM + "\\Q"));
  }
}
