// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.projection.publish.Letters.Letter;
import io.cmc.store.read.SealedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What one transaction brings: records, and the bookmark behind them.
 *
 * @param letters events that cannot be published; their migrations wait
 */
record Parcel(List<Packed> records, Bookmark bookmark, List<Letter> letters) {

  /** @param id of the event */
  record Packed(String id, ProducerRecord<String, byte[]> record) {}

  /** What is known of events: who was discarded and why, whose record was not taken and why; both by event id. */
  record Known(Map<String, String> discarded, Map<String, String> refused) {}

  /** The next events of all migrations: those of one that waits are left for later. */
  static Parcel next(List<SealedText> events, Bookmark before, Envelope envelope, Known known) {
    var parcel = new Packing(envelope, known, before);
    for (var event : events) {
      if (!parcel.bookmark.waits(event.migration())) parcel.add(event);
    }
    var last = events.getLast();
    return parcel.done(parcel.bookmark.at(last.position(), last.hash()));
  }

  /** What one migration waited with, from its first event on. @param more whether there is more behind these */
  static Parcel late(List<SealedText> events, boolean more, Bookmark before, Envelope envelope, Known known) {
    var migration = events.getFirst().migration();
    var parcel = new Packing(envelope, known, before.waiting(migration, Optional.empty()));
    for (var event : events) {
      if (!parcel.bookmark.waits(migration)) parcel.add(event);
    }
    var waitsOn = !parcel.bookmark.waits(migration) && more;
    return parcel.done(waitsOn ? parcel.bookmark.waiting(migration, Optional.of(events.getLast().migrationSequence() + 1)) : parcel.bookmark);
  }

  private static final class Packing {

    private final List<Packed> records = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private final Envelope envelope;
    private final Known known;
    private Bookmark bookmark;

    Packing(Envelope envelope, Known known, Bookmark bookmark) {
      this.envelope = envelope;
      this.known = known;
      this.bookmark = bookmark;
    }

    void add(SealedText event) {
      try {
        records.add(new Packed(event.event().eventId(), record(event)));
      } catch (Unpublishable e) {
        letters.add(new Letter(event, e.getMessage()));
        bookmark = bookmark.waiting(event.migration(), Optional.of(event.migrationSequence()));
      }
    }

    private ProducerRecord<String, byte[]> record(SealedText event) throws Unpublishable {
      var id = event.event().eventId();
      if (known.discarded().containsKey(id)) return envelope.discarded(event, known.discarded().get(id));
      if (known.refused().containsKey(id)) throw new Unpublishable(known.refused().get(id));
      return envelope.of(event);
    }

    Parcel done(Bookmark behind) {
      return new Parcel(List.copyOf(records), behind, List.copyOf(letters));
    }
  }
}
