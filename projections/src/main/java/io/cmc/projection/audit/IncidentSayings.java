// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import static io.cmc.projection.audit.Sayings.named;

import io.cmc.event.IncidentEvent;
import io.cmc.event.IncidentEvent.IncidentAcknowledged;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentCommented;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.projection.ProblemWords;

final class IncidentSayings {

  private IncidentSayings() {}

  static Saying of(IncidentEvent event) {
    return switch (event) {
      case IncidentOpened e -> Saying.failed("Incident %s on %s: %s", e.incident(), named(e.node()), ProblemWords.of(e.problem()));
      case IncidentAcknowledged e -> Saying.accepted("Incident %s is taken care of%s", e.incident(), told(e.text()));
      case IncidentCommented e -> Saying.accepted("About incident %s%s", e.incident(), told(e.text()));
      case IncidentClosed e -> Saying.done("Incident %s is closed%s", e.incident(), told(e.text()));
    };
  }

  private static String told(String text) {
    return text.isBlank() ? "" : ": " + text;
  }
}
