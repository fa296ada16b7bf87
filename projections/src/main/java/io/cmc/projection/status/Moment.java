// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.event.OrderEvent;
import io.cmc.store.read.SealedEvent;
import java.time.Instant;

/** Up to where a history is looked at: always a first part of the migration's events, the same one for ever. */
public sealed interface Moment {

  /** @return whether the history goes on with this event, when it went on with all before it */
  boolean includes(SealedEvent event);

  /** @param sequence of the migration's own, from 1 */
  record Sequence(long sequence) implements Moment {
    @Override public boolean includes(SealedEvent event) {
      return event.migrationSequence() <= sequence;
    }
  }

  /** @param position in the store, of an event of any migration */
  record Position(long position) implements Moment {
    @Override public boolean includes(SealedEvent event) {
      return event.position() <= position;
    }
  }

  /**
   * All before the first event of a later time. Clocks of instances differ, so that an event may be of an earlier time than the one
   * before it. A refused order changes no status and is passed over.
   */
  record Time(Instant at) implements Moment {
    @Override public boolean includes(SealedEvent event) {
      return event.payload() instanceof OrderEvent || !event.payload().at().isAfter(at);
    }
  }

  /** The last event there is. */
  record Last() implements Moment {
    @Override public boolean includes(SealedEvent event) {
      return true;
    }
  }
}
