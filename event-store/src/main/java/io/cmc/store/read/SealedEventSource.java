// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import java.time.Duration;
import java.time.Instant;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.messaging.StreamableMessageSource;

/** Sealed events for Axon's streaming processors: tokens are positions, so there are no gaps to remember. */
public final class SealedEventSource implements StreamableMessageSource<TrackedEventMessage<?>> {

  private final SealedEventReader reader;
  private final SealedTail tail;
  private final RecentEvents recent;

  public SealedEventSource(SealedEventReader reader, SealedTail tail) {
    this.reader = reader;
    this.tail = tail;
    this.recent = new RecentEvents(reader, System::nanoTime);
  }

  /** @param token of an event of this source; null begins with the first event */
  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(TrackingToken token) {
    recent.forget();
    return new SealedStream(recent, reader.reading(), tail, position(token));
  }

  private static long position(TrackingToken token) {
    return switch (WrappedToken.unwrapLowerBound(token)) {
      case null -> 0;
      case GlobalSequenceTrackingToken t -> t.getGlobalIndex();
      case TrackingToken other -> throw new IllegalArgumentException("expected the token of a sealed event, found " + other);
    };
  }

  @Override
  public TrackingToken createTailToken() {
    return new GlobalSequenceTrackingToken(0);
  }

  @Override
  public TrackingToken createHeadToken() {
    return new GlobalSequenceTrackingToken(reader.lastPosition());
  }

  @Override
  public TrackingToken createTokenAt(Instant at) {
    return new GlobalSequenceTrackingToken(reader.positionBefore(at));
  }

  @Override
  public TrackingToken createTokenSince(Duration duration) {
    return createTokenAt(GenericEventMessage.clock.instant().minus(duration));
  }
}
