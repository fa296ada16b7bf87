// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.OrderContext;
import io.cmc.command.AmendMigration;
import io.cmc.command.ConfirmExternally;
import io.cmc.command.ApproveMigration;
import io.cmc.command.BreakGlass;
import io.cmc.command.ExcludeParticipant;
import io.cmc.command.RevokeApproval;
import io.cmc.command.SignOff;
import io.cmc.command.WithdrawSignOff;
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
    var subject = aggregate(order);
    return switch (order) {
      case ReleaseGate r -> subject + " " + r.gate();
      case ConfirmExternally c -> subject + " " + c.what();
      case WaiveCheck w -> subject + " " + w.node() + " " + w.check();
      case ExcludeParticipant e -> subject + " " + e.node() + " " + e.shown();
      case AmendMigration a -> subject + " " + a.amendment();
      case ApproveMigration a -> subject + " " + a.gate() + " " + a.team() + " " + a.hash() + by(a);
      case RevokeApproval r -> subject + " " + r.gate() + " " + r.subject() + by(r);
      case SignOff s -> subject + " " + s.team() + " " + s.hash() + by(s);
      case WithdrawSignOff w -> subject + " " + w.team() + by(w);
      case BreakGlass b -> subject + " " + b.gate() + " " + b.lasts() + by(b);
      case HandleIncident h -> h.incident() + " " + h.deed() + " " + h.text();
      case HandleMigrationIncident h -> h.incident() + " " + h.deed() + " " + h.text();
      default -> subject;
    };
  }

  /** What one person says is no answer to another, whatever the key. */
  private static String by(Order order) {
    return " by " + order.by().actor().subject();
  }

  /** Whose stream it goes to. */
  static String aggregate(Order order) {
    return order instanceof JourneyCommand c ? c.journey().toString() : migration(order).value();
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
