// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.access.Actor;
import io.cmc.store.deed.TraceParent;
import io.cmc.store.engine.Proviso;
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
    send(command, origin, Map.of());
  }

  /** @throws Proviso.NotMet where it does not hold when events are to be stored: nothing was */
  void send(Object command, Origin origin, Proviso proviso) {
    send(command, origin, proviso.asMetaData());
  }

  private void send(Object command, Origin origin, Map<String, ?> more) {
    gateway.sendAndWait(GenericCommandMessage.asCommandMessage(command).andMetaData(SERVICE)
        .andMetaData(Map.of("causationId", origin.cause(), "correlationId", origin.correlation())).andMetaData(trace(origin)).andMetaData(more));
  }

  private static Map<String, String> trace(Origin origin) {
    var trace = origin.traceNow();
    return trace.isEmpty() ? Map.of() : Map.of(TraceParent.KEY, trace);
  }
}
