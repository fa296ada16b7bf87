// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.OrderContext;
import io.cmc.command.HandleIncident;
import io.cmc.command.HandleMigrationIncident;
import io.cmc.command.Order;
import io.cmc.id.IncidentId;
import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.IncidentDeed;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;

/** The number of an incident begins with the stream that it is in: a participant's has a slash, a migration's has none. */
final class IncidentOrders {
  private IncidentOrders() {}

  /** @throws OrderRejected when it is the number of none */
  static Order of(String incident, IncidentDeed deed, String text, OrderContext by) {
    var end = incident.indexOf('~');
    if (end < 0) throw unknown(incident);
    var stream = incident.substring(0, end);
    var slash = stream.indexOf('/');
    var id = new IncidentId(incident);
    try {
      return slash < 0 ? new HandleMigrationIncident(new MigrationId(stream), id, deed, text, by)
          : new HandleIncident(new JourneyId(new MigrationId(stream.substring(0, slash)), new NodeName(stream.substring(slash + 1))), id, deed, text, by);
    } catch (IllegalArgumentException e) {
      throw unknown(incident);
    }
  }

  private static OrderRejected unknown(String incident) {
    return new OrderRejected(Problem.of(ProblemCode.INCIDENT_NOT_FOUND, "the number of an incident, as the list has it", "\"" + incident + "\""));
  }
}
