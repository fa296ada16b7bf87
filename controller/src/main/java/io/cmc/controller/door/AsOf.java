// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import com.google.protobuf.Message;
import io.cmc.access.Rule;
import io.cmc.access.Scope;
import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.command.Order;
import io.cmc.controller.activity.Unchanged;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.grpc.Context;
import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * On which status an order is based, where its caller says so by a position. What the addressed aggregate knew then goes along with the order,
 * and the aggregate itself compares it with what it knows, so that nothing comes in between.
 */
public final class AsOf implements MessageHandlerInterceptor<CommandMessage<?>> {

  private static final Context.Key<Long> SAID = Context.key("as-of-position");
  private static final String ORDERS = MigrationOrdersGrpc.SERVICE_NAME + "/";
  private static final String POSITION = "asOfPosition";
  private static final String KNOWN = """
      select coalesce(max(e.sequence_number), -1) from domain_event_entry e join event_seal s on s.global_index = e.global_index
      where e.aggregate_identifier = ? and s.position <= ?""";

  private final JdbcClient db;

  public AsOf(JdbcClient db) {
    this.db = db;
  }

  /** @return what is wrong with an order that names a position and goes to no stream that was there */
  static Optional<Problem> objection(Rule rule, Message request) {
    var read = rule.call().startsWith(ORDERS) && rule.scope() != Scope.PLANNED_TEAMS;
    return read || !Asked.said(request).hasAsOfPosition() ? Optional.empty()
        : Optional.of(Problem.of(ProblemCode.CONTEXT_MISSING, "a position with orders about a migration that is there", "one with " + rule.method()));
  }

  /** The context of a call, with what its order says of itself. */
  static Context of(Message request) {
    var context = Asked.said(request);
    return context.hasAsOfPosition() ? Context.current().withValue(SAID, context.getAsOfPosition()) : Context.current();
  }

  /** What goes along with the order of the call that is being answered. */
  static Map<String, ?> said() {
    return Optional.ofNullable(SAID.get()).map(position -> Map.of(POSITION, position)).orElse(Map.of());
  }

  @Override public Object handle(UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain) throws Exception {
    if (unit.getMessage().getPayload() instanceof Order order && unit.getMessage().getMetaData().get(POSITION) instanceof Long position) {
      unit.transformMessage(message -> message.andMetaData(Map.of(Unchanged.SINCE, known(Subject.aggregate(order), position))));
    }
    return chain.proceed();
  }

  private long known(String aggregate, long position) {
    return db.sql(KNOWN).params(aggregate, position).query(Long.class).single();
  }
}
