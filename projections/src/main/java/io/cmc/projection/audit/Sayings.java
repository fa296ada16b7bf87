// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.OrderEvent;
import io.cmc.event.OrderEvent.AuditExported;
import io.cmc.event.OrderEvent.DeadLetterDiscarded;
import io.cmc.event.OrderEvent.DeadLetterRetried;
import io.cmc.event.OrderEvent.EventsRepublished;
import io.cmc.event.OrderEvent.HistoryExported;
import io.cmc.event.OrderEvent.LegalHoldLifted;
import io.cmc.event.OrderEvent.LegalHoldSet;
import io.cmc.event.OrderEvent.OrderRefused;
import io.cmc.event.OrderEvent.PersonErased;
import io.cmc.event.StepEvent;
import io.cmc.id.MigrationId;
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

  private static String held(MigrationId migration, String person) {
    return person.isEmpty() ? migration.value() : person;
  }

  private static String exported(String migration) {
    return migration.isEmpty() ? "all migrations" : migration;
  }

  private static Saying order(OrderEvent event) {
    return switch (event) {
      case OrderRefused e -> Saying.refused("%s was refused: %s", e.order(), ProblemWords.of(e.problem()));
      case DeadLetterRetried e -> Saying.accepted("The dead letter %s of %s shall be taken again", e.event(), e.group());
      case HistoryExported e -> Saying.done("The events of %s were handed out%s", exported(e.exported()), e.purpose().isEmpty() ? "" : " to " + e.purpose());
      case AuditExported e -> Saying.done("The audit trail of %s was handed out, from position %s on", exported(e.exported()), e.after() + 1);
      case EventsRepublished e -> Saying.done("History is published once more into %s, from position %s on", e.topic(), e.from());
      case LegalHoldSet e -> Saying.accepted("Nothing about %s may be forgotten", held(e.migration(), e.person()));
      case LegalHoldLifted e -> Saying.accepted("The legal hold on %s is lifted", held(e.migration(), e.person()));
      case PersonErased e -> Saying.accepted("Nobody can tell any more who %s is", e.person());
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
