// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.deed;

import io.cmc.access.Actor;
import io.cmc.event.OrderEvent;
import java.time.Instant;
import java.util.function.Function;

/** Writes down what somebody did that changes no migration, such as an export. */
public interface Deeds {

  /**
   * Returns when it is durably written; each call writes one event.
   *
   * @param order what was asked for, such as ExportHistory
   * @param fact what became true, by the time of the service
   */
  void write(String order, Actor by, Function<Instant, OrderEvent> fact);
}
