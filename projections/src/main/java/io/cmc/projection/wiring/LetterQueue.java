// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.DeadLetter;

/**
 * Has room for every event that there is. The library's own is full at 1,024 of one migration, which a fleet of a few hundred passes in an
 * hour; from then on the read model would stand still for everybody. It also counts those that wait each time one is added.
 */
final class LetterQueue extends JdbcSequencedDeadLetterQueue<EventMessage<?>> {

  private final Runnable hold;

  /** @param hold keeps a rebuild, which forgets letters, from its end before the caller's transaction ends; may be called again */
  LetterQueue(Builder<EventMessage<?>> builder, Runnable hold) {
    super(builder);
    this.hold = hold;
  }

  /** An event waits behind letters that are there to stay: else it would be left behind alone where a rebuild has just forgotten them. */
  @Override public boolean enqueueIfPresent(Object sequence, Supplier<DeadLetter<? extends EventMessage<?>>> letter) {
    if (!contains(sequence)) return false;
    hold.run();
    return super.enqueueIfPresent(sequence, letter);
  }

  @Override public boolean isFull(Object sequenceIdentifier) {
    return false;
  }
}
