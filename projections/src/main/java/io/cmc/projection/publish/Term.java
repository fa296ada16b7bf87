// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.projection.publish.Moments.Moment;
import io.cmc.projection.publish.Parcel.Known;
import io.cmc.store.read.SealedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/**
 * The time in which one publisher is the only one. What goes wrong ends it: the next begins by asking Kafka where the publication is. For one
 * thread.
 */
final class Term implements AutoCloseable {

  private static final int BATCH = 200;

  private final Supply supply;
  private final Letters letters;
  private final Press press;
  private final Outlet outlet;
  private final Moments moments;
  private Bookmark bookmark;

  Term(Supply supply, Letters letters, Press press, Entrance.Opened entrance, Moments moments) {
    this.supply = supply;
    this.letters = letters;
    this.press = press;
    this.outlet = entrance.outlet();
    this.bookmark = entrance.bookmark();
    this.moments = moments;
  }

  long position() {
    return bookmark.position();
  }

  int waiting() {
    return bookmark.waiting().size();
  }

  /** Makes the list of letters fit the bookmark, and goes on with a migration that was being caught up when a process ended. */
  void settle() {
    letters.keepOnly(bookmark.waiting()).forEach(this::catchUp);
  }

  /** Events, and checkpoints behind those that they cover. @return whether there was anything to publish */
  boolean publish() {
    var events = publishEvents();
    return publishCheckpoints() || events;
  }

  private boolean publishCheckpoints() {
    var parcel = supply.checkpoints().next(bookmark);
    parcel.ifPresent(p -> {
      var refused = outlet.send(p);
      if (!refused.isEmpty()) throw new KafkaException("refused: " + refused);
      bookmark = p.bookmark();
    });
    return parcel.isPresent();
  }

  private boolean publishEvents() {
    var next = supply.events().texts(bookmark.position(), BATCH);
    if (next.isEmpty()) return false;
    moments.at(Moment.BATCH_READ);
    deliver(next, known -> Parcel.next(next, bookmark, press, known));
    moments.at(Moment.ALL_TOLD);
    return true;
  }

  /** Does what people ordered about events that migrations wait at. */
  void takeOrders() {
    if (bookmark.waiting().isEmpty()) return;
    letters.ordered().stream().filter(bookmark::waits).forEach(this::catchUp);
  }

  private void catchUp(String migration) {
    var first = late(migration).getFirst().event().eventId();
    var published = new ArrayList<String>();
    do {
      var next = late(migration);
      var more = next.getLast().position() < bookmark.position() && hasMore(migration, next.getLast());
      var parcel = deliver(next, known -> Parcel.late(next, more, bookmark, press, known));
      parcel.records().stream().filter(r -> !press.isMark(r)).forEach(r -> published.add(r.id()));
      if (!bookmark.waits(migration) || bookmark.waiting().get(migration) == next.getFirst().migrationSequence()) break;
    } while (!isStuck(migration));
    letters.keepOnly(bookmark.waiting());
    letters.orderDone(first);
    letters.wasPublished(published);
    moments.at(Moment.ALL_TOLD);
  }

  private boolean isStuck(String migration) {
    return letters.isListed(migration, bookmark.waiting().get(migration));
  }

  private boolean hasMore(String migration, SealedText last) {
    return !supply.events().texts(migration, last.migrationSequence(), bookmark.position(), 1).isEmpty();
  }

  /** From the one that it waits at to the last that the others have passed. */
  private List<SealedText> late(String migration) {
    return supply.events().texts(migration, bookmark.waiting().get(migration) - 1, bookmark.position(), BATCH);
  }

  /** Sends until nothing of it is refused; those that are refused wait. */
  private Parcel deliver(List<SealedText> next, Function<Known, Parcel> pack) {
    var discarded = letters.discarded(next);
    var refused = new HashMap<String, String>();
    Map<String, String> refusedNow;
    Parcel parcel;
    do {
      parcel = pack.apply(new Known(discarded, refused));
      letters.put(parcel.letters());
      moments.at(Moment.LETTERS_WRITTEN);
      refusedNow = outlet.send(parcel);
      if (!refusedNow.isEmpty() && refused.keySet().containsAll(refusedNow.keySet())) throw new KafkaException("refused again: " + refusedNow);
      refused.putAll(refusedNow);
    } while (!refusedNow.isEmpty());
    bookmark = parcel.bookmark();
    return parcel;
  }

  @Override public void close() {
    outlet.close();
  }
}
