// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.projection.publish.Letters.Letter;
import io.cmc.store.read.SealedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What one transaction brings: records, and the bookmark behind them.
 *
 * @param letters events that cannot be published; their migrations wait
 */
record Parcel(List<Packed> records, Bookmark bookmark, List<Letter> letters) {

  /** @param id of the event; @param copies of it for teams, each for a topic of its own */
  record Packed(String id, ProducerRecord<String, byte[]> record, List<ProducerRecord<String, byte[]>> copies) {

    Packed(String id, ProducerRecord<String, byte[]> record) {
      this(id, record, List.of());
    }

    List<ProducerRecord<String, byte[]>> all() {
      return Stream.concat(Stream.of(record), copies.stream()).toList();
    }
  }

  /** What is known of events: who was discarded and why, whose record was not taken and why; both by event id. */
  record Known(Map<String, String> discarded, Map<String, String> refused) {}

  Set<String> teamTopics() {
    return records.stream().flatMap(packed -> packed.copies().stream()).map(ProducerRecord::topic).collect(Collectors.toSet());
  }

  /** The next events of all migrations: those of one that waits are left for later. */
  static Parcel next(List<SealedText> events, Bookmark before, Press press, Known known) {
    var parcel = new Packing(press, known, before);
    for (var event : events) {
      if (!parcel.bookmark.waits(event.migration())) parcel.add(event);
    }
    var last = events.getLast();
    return parcel.done(parcel.bookmark.at(last.position(), last.hash()));
  }

  /** What one migration waited with, from its first event on. @param more whether there is more behind these */
  static Parcel late(List<SealedText> events, boolean more, Bookmark before, Press press, Known known) {
    var migration = events.getFirst().migration();
    var parcel = new Packing(press, known, before.waiting(migration, Optional.empty()));
    for (var event : events) {
      if (!parcel.bookmark.waits(migration)) parcel.add(event);
    }
    var waitsOn = !parcel.bookmark.waits(migration) && more;
    return parcel.done(waitsOn ? parcel.bookmark.waiting(migration, Optional.of(events.getLast().migrationSequence() + 1)) : parcel.bookmark);
  }

  private static final class Packing {

    private final List<Packed> records = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private final Press press;
    private final Known known;
    private Bookmark bookmark;

    Packing(Press press, Known known, Bookmark bookmark) {
      this.press = press;
      this.known = known;
      this.bookmark = bookmark;
    }

    void add(SealedText event) {
      try {
        records.add(press.of(event, known));
      } catch (Unpublishable e) {
        letters.add(new Letter(event, e.getMessage()));
        bookmark = bookmark.waiting(event.migration(), Optional.of(event.migrationSequence()));
      }
    }

    Parcel done(Bookmark behind) {
      return new Parcel(List.copyOf(records), behind, List.copyOf(letters));
    }
  }
}
