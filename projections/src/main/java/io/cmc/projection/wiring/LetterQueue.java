// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;

/**
 * Has room for every event that there is. The library's own is full at 1,024 of one migration, which a fleet of a few hundred passes in an
 * hour; from then on the read model would stand still for everybody. It also counts those that wait each time one is added.
 */
final class LetterQueue extends JdbcSequencedDeadLetterQueue<EventMessage<?>> {

  LetterQueue(Builder<EventMessage<?>> builder) {
    super(builder);
  }

  @Override public boolean isFull(Object sequenceIdentifier) {
    return false;
  }
}
