// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.command.JourneyCommand;
import io.cmc.command.MigrationCommand;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.id.NodeName;
import io.cmc.store.deed.TraceParent;
import io.cmc.store.log.About;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Lines that are logged while a command or an event is handled say what it is about, which order it comes from and who gave that. */
final class MessageLines implements MessageHandlerInterceptor<Message<?>> {

  @Override public Object handle(UnitOfWork<? extends Message<?>> unit, InterceptorChain chain) throws Exception {
    var message = unit.getMessage();
    try (var lines = about(message.getPayload())) {
      lines.trace(TraceParent.within(text(message, TraceParent.KEY))).with(About.CORRELATION, text(message, "correlationId"))
          .with(About.ACTOR, text(message, "actorSubject"));
      return chain.proceed();
    }
  }

  private static About about(Object payload) {
    return switch (payload) {
      case JourneyCommand c -> About.here().migration(c.journey().migration().value(), c.journey().participant().value());
      case MigrationCommand c -> About.here().migration(c.migration().value(), "");
      case JourneyEvent e -> About.here().migration(e.migration().value(), named(e.node()));
      case Event e -> About.here().migration(e.migration().value(), "");
      default -> About.here();
    };
  }

  private static String named(NodeName node) {
    return node.isDomains() ? "" : node.value();
  }

  /** A command of a person has no correlation yet: it is the one that others will name. */
  private static String text(Message<?> message, String key) {
    var said = String.valueOf(message.getMetaData().getOrDefault(key, ""));
    return said.isEmpty() && key.equals("correlationId") ? message.getIdentifier() : said;
  }
}
