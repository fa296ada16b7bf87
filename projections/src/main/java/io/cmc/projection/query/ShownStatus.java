// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.id.MigrationId;
import io.cmc.projection.sight.View;
import io.cmc.projection.status.StatusQueries.Found;
import io.cmc.projection.status.Waits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The status as it goes out, people by their names. What is said of a participant is remembered, and looked through for people once; of a thousand
 * participants hardly any names a person, and from one question to the next few have changed. For any number of threads.
 */
public final class ShownStatus {

  /** Of so many participants in all, in some megabytes; of one migration with more of them all the same. */
  private static final int MOST = 4000;

  private final Faces faces;
  private final Supplier<String> memories;
  private final Map<MigrationId, Parts> told = new ConcurrentHashMap<>();

  /** @param memories names of what is remembered, none of them twice, also by other instances and after a restart */
  public ShownStatus(Faces faces, Supplier<String> memories) {
    this.faces = faces;
    this.memories = memories;
  }

  StatusAnswer of(Found found, View view) {
    return view.whole() ? whole(found) : new StatusAnswer.Veiled(faces.in(StatusMessage.of(found, view)));
  }

  private StatusAnswer whole(Found found) {
    var migration = found.migration().migration();
    if (!told.containsKey(migration) && isFull(found.participants().size())) told.clear();
    var idle = faces.in(Waits.ofIdle(found.migration(), View.WHOLE));
    var now = told.computeIfAbsent(migration, _ -> new Parts(memories)).of(found, idle);
    return OpenAnswer.of(now, StatusMessage.outline(found, View.WHOLE).build(), faces);
  }

  private boolean isFull(int more) {
    return told.values().stream().mapToInt(Parts::size).sum() + more > MOST;
  }
}
