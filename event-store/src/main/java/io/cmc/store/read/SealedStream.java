// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * A walk along the sealed events; reads in batches, and only when there is something to read, and decodes each event once, however often it
 * is looked at and by however many streams. For one thread at a time.
 */
final class SealedStream implements BlockingStream<TrackedEventMessage<?>> {

  private static final int BATCH = 200;
  private static final Runnable NOBODY = () -> {};

  private final RecentEvents events;
  private final EventReading reading;
  private final SealedTail tail;
  private final Queue<RecentEvents.Recent> fetched = new ArrayDeque<>();
  private TrackedEventMessage<?> head;
  private long position;
  private Runnable callback = NOBODY;

  SealedStream(RecentEvents events, EventReading reading, SealedTail tail, long after) {
    this.events = events;
    this.reading = reading;
    this.tail = tail;
    this.position = after;
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    fetch();
    return fetched.isEmpty() ? Optional.empty() : Optional.of(head());
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    if (fetched.isEmpty() && tail.awaitBeyond(position, timeout, unit)) fetch();
    return !fetched.isEmpty();
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    while (!hasNextAvailable(1, TimeUnit.SECONDS)) {
      if (Thread.interrupted()) throw new InterruptedException();
    }
    var message = head();
    fetched.remove();
    head = null;
    return message;
  }

  private TrackedEventMessage<?> head() {
    if (head == null) head = fetched.element().message(reading);
    return head;
  }

  private void fetch() {
    if (!fetched.isEmpty() || tail.last() <= position) return;
    fetched.addAll(events.after(position, BATCH));
    for (var row : fetched) position = row.position();
  }

  @Override
  public boolean setOnAvailableCallback(Runnable onAvailable) {
    tail.forget(callback);
    callback = onAvailable;
    tail.listen(onAvailable);
    return true;
  }

  @Override
  public void close() {
    tail.forget(callback);
    fetched.clear();
    head = null;
  }
}
