// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.access.Actor;
import io.cmc.store.deed.TraceParent;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;

/** Sends commands in the service's own name, as part of what an event set in motion, and waits for their end. */
final class Commands {

  private static final MetaData SERVICE = MetaData.from(Map.of("actorSubject", Actor.SERVICE.subject(), "authentication",
      Actor.SERVICE.authentication()));

  private final CommandGateway gateway;

  Commands(CommandGateway gateway) {
    this.gateway = gateway;
  }

  void send(Object command, Origin origin) {
    gateway.sendAndWait(GenericCommandMessage.asCommandMessage(command).andMetaData(SERVICE)
        .andMetaData(Map.of("causationId", origin.cause(), "correlationId", origin.correlation())).andMetaData(trace(origin)));
  }

  private static Map<String, String> trace(Origin origin) {
    var trace = origin.traceNow();
    return trace.isEmpty() ? Map.of() : Map.of(TraceParent.KEY, trace);
  }
}
