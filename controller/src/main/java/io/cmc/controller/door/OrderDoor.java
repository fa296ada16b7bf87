// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import com.google.protobuf.Message;
import io.cmc.access.Grants;
import io.cmc.access.OrderContext;
import io.cmc.access.Rule;
import io.cmc.access.Rules;
import io.cmc.controller.work.PlanShelf;
import io.cmc.id.MigrationId;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.Problem;
import io.cmc.wire.CallCheck;
import io.cmc.wire.Caller;
import io.cmc.wire.Doorkeeper;
import io.grpc.Context;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Holds orders to the {@link Rules} before they are read any further. What is refused here is written down, and is no answer for its
 * idempotency key: whoever gets the role may send the same order again, and nobody uses up a key of others.
 */
public final class OrderDoor implements CallCheck.Check {

  private final PlanShelf plans;
  private final OrderDesk orders;
  private final InstantSource clock;

  public OrderDoor(PlanShelf plans, OrderDesk orders, InstantSource clock) {
    this.plans = plans;
    this.orders = orders;
    this.clock = clock;
  }

  @Override public Context let(String method, Message request) {
    Rules.of(Doorkeeper.name(method, request)).filter(Rule::order).ifPresent(rule -> require(rule, request));
    return AsOf.of(request);
  }

  private void require(Rule rule, Message request) {
    try {
      var asked = Asked.of(request);
      objection(rule, asked, Caller.current().grants()).or(() -> AsOf.objection(rule, request)).ifPresent(problem -> {
        throw refuse(rule, asked, problem);
      });
    } catch (RuntimeException e) {
      throw Answering.status(e);
    }
  }

  private Optional<Problem> objection(Rule rule, Asked asked, Grants grants) {
    var entry = new Entry(rule, grants);
    return switch (rule.scope()) {
      case ALL_TEAMS -> entry.everywhere();
      case PLANNED_TEAMS -> entry.planned(asked.planned());
      case EVERY_TEAM -> entry.whole(asked.migration(), plan(asked));
      case ANY_TEAM -> entry.any(asked.migration(), plan(asked));
      case NAMED_TEAMS -> asked.nodes().isEmpty() ? entry.whole(asked.migration(), plan(asked)) : entry.named(asked, plan(asked));
      case WHAT_IS_SEEN, OPEN -> throw new IllegalStateException("no order is for whoever sees something: " + rule);
    };
  }

  private Optional<io.cmc.plan.MigrationPlan> plan(Asked asked) {
    return plans.find(new MigrationId(asked.migration()));
  }

  private OrderRejected refuse(Rule rule, Asked asked, Problem problem) {
    var c = asked.context();
    var by = new OrderContext(Caller.current(), c.getReason(), c.getTicket(), "", clock.instant());
    var node = asked.nodes().size() == 1 ? asked.nodes().getFirst() : "";
    return orders.refuse(new Subject(rule.method(), PlanDesk.named(asked.migration()), node, asked.migration(), by), problem);
  }
}
