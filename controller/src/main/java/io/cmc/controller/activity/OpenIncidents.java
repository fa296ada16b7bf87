// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.activity;

import io.cmc.event.IncidentEvent;
import io.cmc.event.IncidentEvent.IncidentAcknowledged;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentCommented;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.id.IncidentId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The incidents of one stream that are not closed. There is one for each reason and node at a time: what parks again for the same
 * reason belongs to the one that is open.
 *
 * @param opened how many there ever were; numbers the next one
 */
public record OpenIncidents(Map<String, Cause> open, int opened) {
  public static final OpenIncidents NONE = new OpenIncidents(Map.of(), 0);

  /** What an incident is about. */
  public record Cause(ProblemCode code, NodeName node) {}

  public boolean knows(IncidentId incident) {
    return open.containsKey(incident.value());
  }

  public NodeName node(IncidentId incident) {
    return open.get(incident.value()).node();
  }

  /** Empty when one is open for the same reason. @param stream whose incidents they are */
  public Optional<IncidentOpened> open(String stream, MigrationId migration, NodeName node, Problem problem, Instant at) {
    if (open.containsValue(new Cause(problem.code(), node))) return Optional.empty();
    return Optional.of(new IncidentOpened(migration, node, new IncidentId(stream + "~" + (opened + 1)), problem, at));
  }

  /** Closes those whose reason is such. */
  public List<IncidentClosed> close(MigrationId migration, Predicate<ProblemCode> such, String text, Instant at) {
    return open.entrySet().stream().filter(e -> such.test(e.getValue().code()))
        .map(e -> new IncidentClosed(migration, e.getValue().node(), new IncidentId(e.getKey()), text, at)).toList();
  }

  /** @throws BrokenHistory when the event is about an incident that is not open, or opens one twice */
  public OpenIncidents evolve(IncidentEvent event) {
    var known = knows(event.incident());
    return switch (event) {
      case IncidentOpened e when !known -> with(e.incident(), new Cause(e.problem().code(), e.node()));
      case IncidentClosed e when known -> without(e.incident());
      case IncidentAcknowledged e when known -> this;
      case IncidentCommented e when known -> this;
      default -> throw new BrokenHistory(this, event);
    };
  }

  private OpenIncidents with(IncidentId incident, Cause cause) {
    var next = new TreeMap<>(open);
    next.put(incident.value(), cause);
    return new OpenIncidents(next, opened + 1);
  }

  private OpenIncidents without(IncidentId incident) {
    var next = new TreeMap<>(open);
    next.remove(incident.value());
    return new OpenIncidents(next, opened);
  }
}
