// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the publication into a topic is. Written in the same Kafka transaction as the events, so that it is never ahead of them nor
 * behind.
 *
 * @param topicId Kafka's id of the topic: one that was made anew under the same name is another
 * @param position of the last event that was dealt with; 0: none
 * @param hash of the store's chain at that position, so that another store is noticed; empty at 0
 * @param waiting migrations that wait at an event that cannot be published, each with that event's sequence number
 * @param checkpoints how far they are; goes on where the events' topic is another
 */
record Bookmark(String topicId, long position, String hash, Map<String, Long> waiting, CheckpointMark checkpoints) {

  Bookmark {
    waiting = Map.copyOf(waiting);
    checkpoints = checkpoints == null ? CheckpointMark.NONE : checkpoints; // written before there were any
  }

  static Bookmark none(String topicId) {
    return new Bookmark(topicId, 0, "", Map.of(), CheckpointMark.NONE);
  }

  Bookmark at(long position, String hash) {
    return new Bookmark(topicId, position, hash, waiting, checkpoints);
  }

  /** @param sequence of the event that the migration waits at; empty: it waits no more */
  Bookmark waiting(String migration, Optional<Long> sequence) {
    var changed = new TreeMap<>(waiting);
    changed.remove(migration);
    sequence.ifPresent(s -> changed.put(migration, s));
    return new Bookmark(topicId, position, hash, changed, checkpoints);
  }

  Bookmark with(CheckpointMark mark) {
    return new Bookmark(topicId, position, hash, waiting, mark);
  }

  boolean waits(String migration) {
    return waiting.containsKey(migration);
  }
}
