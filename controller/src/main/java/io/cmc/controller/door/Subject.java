// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.OrderContext;
import io.cmc.command.AmendMigration;
import io.cmc.command.ConfirmExternally;
import io.cmc.command.ExcludeParticipant;
import io.cmc.command.HandleIncident;
import io.cmc.command.HandleMigrationIncident;
import io.cmc.command.JourneyCommand;
import io.cmc.command.MigrationCommand;
import io.cmc.command.Order;
import io.cmc.command.ReleaseGate;
import io.cmc.command.WaiveCheck;
import io.cmc.id.MigrationId;

/**
 * What an order is about.
 *
 * @param order its name
 * @param node participant or empty
 * @param about what tells it from other orders of its name
 */
record Subject(String order, MigrationId migration, String node, String about, OrderContext by) {

  static Subject of(Order order) {
    return new Subject(name(order), migration(order), node(order), about(order), order.by());
  }

  static String name(Order order) {
    return order.getClass().getSimpleName();
  }

  static String about(Order order) {
    var subject = order instanceof JourneyCommand c ? c.journey().toString() : migration(order).value();
    return switch (order) {
      case ReleaseGate r -> subject + " " + r.gate();
      case ConfirmExternally c -> subject + " " + c.what();
      case WaiveCheck w -> subject + " " + w.node() + " " + w.check();
      case ExcludeParticipant e -> subject + " " + e.node() + " " + e.shown();
      case AmendMigration a -> subject + " " + a.amendment();
      case HandleIncident h -> h.incident() + " " + h.deed() + " " + h.text();
      case HandleMigrationIncident h -> h.incident() + " " + h.deed() + " " + h.text();
      default -> subject;
    };
  }

  private static MigrationId migration(Order order) {
    return switch (order) {
      case MigrationCommand c -> c.migration();
      case JourneyCommand c -> c.journey().migration();
      default -> throw new IllegalArgumentException("no migration in " + order);
    };
  }

  private static String node(Order order) {
    return switch (order) {
      case JourneyCommand c -> c.journey().participant().value();
      case ExcludeParticipant e -> e.node().value();
      case WaiveCheck w when !w.node().isDomains() -> w.node().value();
      default -> "";
    };
  }
}
