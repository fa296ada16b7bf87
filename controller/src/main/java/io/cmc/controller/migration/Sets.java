// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Sets that are made anew and never changed; in the order of what is in them. */
final class Sets {

  /** A smaller set is copied as it is. */
  private static final int MANY = 32;

  private Sets() {}

  static <T> Set<T> plus(Set<T> set, Collection<T> more) {
    var all = new TreeSet<T>(set);
    all.addAll(more);
    return all;
  }

  static <T> Set<T> minus(Set<T> set, Collection<T> less) {
    if (set.size() >= MANY || set instanceof Rest<T>) return Rest.of(set).without(less);
    var rest = new TreeSet<T>(set);
    less.forEach(rest::remove);
    return rest;
  }
}
