// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this process remembers of requests that it acts on, from act to the look behind it: no more than an aid. After a restart
 * nothing is remembered, and so a step must be right, if slower, without it. The oldest is forgotten when there is too much.
 */
final class Remembered<V> {

  private static final int MOST = 4096;

  private final Map<Key, V> values = new LinkedHashMap<>() {
    @Override protected boolean removeEldestEntry(Map.Entry<Key, V> eldest) {
      return size() > MOST;
    }
  };

  synchronized Optional<V> of(Work<?> work) {
    return Optional.ofNullable(values.get(Key.of(work)));
  }

  synchronized void put(Work<?> work, V value) {
    values.put(Key.of(work), value);
  }

  synchronized void forget(Work<?> work) {
    values.remove(Key.of(work));
  }

  /** Requests are unique within one participant's journey only. */
  private record Key(MigrationId migration, NodeName node, RequestId request) {

    static Key of(Work<?> work) {
      return new Key(work.plan().migration(), work.node(), work.request());
    }
  }
}
