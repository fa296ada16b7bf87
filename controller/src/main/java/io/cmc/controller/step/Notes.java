// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a waiting step remembers from one look to the next; survives restarts. */
public record Notes(SortedMap<String, String> values) {

  public static final Notes NONE = new Notes(new TreeMap<>());

  public Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  public Notes with(String key, String value) {
    var copy = new TreeMap<>(values);
    copy.put(key, value);
    return new Notes(copy);
  }

  Notes without(String... keys) {
    var copy = new TreeMap<>(values);
    copy.keySet().removeAll(Set.of(keys));
    return new Notes(copy);
  }

  public static Notes of(Map<String, String> values) {
    return new Notes(new TreeMap<>(values));
  }
}
