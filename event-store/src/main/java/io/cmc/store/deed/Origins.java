// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.deed;

import io.cmc.access.OrderContext;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.messaging.MetaData;

/** What an event carries of whoever ordered it. */
public final class Origins {

  private static final String BETWEEN = ",";

  private Origins() {}

  /** @param order its name, such as StartMigration */
  public static MetaData of(String order, OrderContext by) {
    var data = new TreeMap<>(Map.of("actorSubject", by.actor().subject(), "authentication", by.actor().authentication(), "reason", by.reason(),
        "ticket", by.ticket(), "order", order));
    var teams = by.actor().grants().teams();
    if (!teams.isEmpty()) data.put("actorTeams", String.join(BETWEEN, teams));
    var trace = TraceParent.current();
    if (!trace.isEmpty()) data.put(TraceParent.KEY, trace);
    return MetaData.from(data);
  }

  /** Of an event that nothing else that is kept caused, and that sets nothing in motion. */
  public static MetaData ofItself(String eventId) {
    return MetaData.from(Map.of("correlationId", eventId, "causationId", eventId));
  }
}
