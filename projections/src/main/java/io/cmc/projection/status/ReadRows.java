// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.projection.RowJson;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rows that were read before: while a migration runs it is asked for several times a second, and from one time to the next few of its participants
 * have changed. A row is only what its text says, so whoever finds the same text again has the same row. For any number of threads.
 */
final class ReadRows {

  /** Of so many participants, with their texts, in a few megabytes. */
  private static final int MOST = 4000;

  private record Read(String text, ParticipantRow row) {}

  private final RowJson json;
  private final Map<String, Read> read = new ConcurrentHashMap<>();

  ReadRows(RowJson json) {
    this.json = json;
  }

  /** @param text of the row of this participant of this migration */
  ParticipantRow participant(String migration, String participant, String text) {
    var key = migration + '/' + participant;
    var known = read.get(key);
    if (known != null && known.text().equals(text)) return known.row();
    var row = json.read(text, ParticipantRow.class);
    if (read.size() >= MOST) read.clear();
    read.put(key, new Read(text, row));
    return row;
  }
}
