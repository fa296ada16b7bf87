// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * A walk along the sealed events; reads in batches, and only when there is something to read, and decodes each event once, however often it
 * is looked at and by however many streams. With each batch the last event of the one before is read once more: where it is gone, or another
 * one, the database was replaced by one that lost events, and the walk ends. For one thread at a time.
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
  private long looked;
  private Optional<RecentEvents.Recent> last = Optional.empty();
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
    if (fetched.isEmpty()) tail.awaitBeyond(position, timeout, unit);
    fetch();
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

  /** Also once where the events end before the position: it may be that this one is ahead of what is told, or that they were lost. */
  private void fetch() {
    var end = tail.last();
    if (!fetched.isEmpty() || end == position || end < position && end == looked) return;
    looked = end;
    var found = events.from(position, BATCH);
    if (position > 0 && !goOn(found)) throw new IllegalStateException("event " + position + " is not sealed as it was read: the database is another one by now. It is read again");
    found.stream().filter(e -> e.position() > position).forEach(fetched::add);
    if (found.isEmpty()) return;
    last = Optional.of(found.getLast());
    position = found.getLast().position();
  }

  private boolean goOn(List<RecentEvents.Recent> found) {
    return !found.isEmpty() && found.getFirst().position() == position && last.stream().allMatch(found.getFirst()::isSame);
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
