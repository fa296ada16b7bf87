// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.OrderEvent;
import io.cmc.event.OrderEvent.DeadLetterDiscarded;
import io.cmc.event.OrderEvent.DeadLetterRetried;
import io.cmc.event.OrderEvent.OrderRefused;
import io.cmc.event.StepEvent;
import io.cmc.id.NodeName;
import io.cmc.projection.ProblemWords;
import java.util.List;
import java.util.stream.Collectors;

/** A sentence for every event there is: a new one does not compile before it has one. */
public final class Sayings {

  /** So many nodes are named; the others are counted. The event itself has them all. */
  private static final int NAMED = 12;

  private Sayings() {}

  public static Saying of(Event event) {
    return switch (event) {
      case StepEvent e -> StepSayings.of(e);
      case MigrationEvent e -> MigrationSayings.of(e);
      case JourneyEvent e -> JourneySayings.of(e);
      case OrderEvent e -> order(e);
    };
  }

  private static Saying order(OrderEvent event) {
    return switch (event) {
      case OrderRefused e -> Saying.refused("%s was refused: %s", e.order(), ProblemWords.of(e.problem()));
      case DeadLetterRetried e -> Saying.accepted("The dead letter %s of %s shall be taken again", e.event(), e.group());
      case DeadLetterDiscarded e -> Saying.accepted("The dead letter %s of %s is discarded: %s", e.event(), e.group(), e.reason());
    };
  }

  static String named(List<NodeName> nodes) {
    var named = nodes.stream().limit(NAMED).map(Sayings::named).collect(Collectors.joining(", "));
    return nodes.size() > NAMED ? named + " and " + (nodes.size() - NAMED) + " more" : named;
  }

  static String named(NodeName node) {
    return node.isDomains() ? "the domains" : node.value();
  }

  static String counted(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
