// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import java.util.AbstractSet;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is left of a set of many, in their order. All that are left of the same many share them, so that one less costs a bit for each of them and
 * not a copy: of a thousand participants a migration crosses off one after the other, and does so again whenever its events are read. Never changed.
 */
final class Rest<T> extends AbstractSet<T> {

  private final List<T> many;
  private final Map<T, Integer> places;
  private final BitSet left;

  private Rest(List<T> many, Map<T, Integer> places, BitSet left) {
    this.many = many;
    this.places = places;
    this.left = left;
  }

  static <T> Rest<T> of(Set<T> set) {
    if (set instanceof Rest<T> rest) return rest;
    var many = List.copyOf(new TreeSet<>(set));
    var places = new HashMap<T, Integer>();
    for (var one : many) places.put(one, places.size());
    var left = new BitSet(many.size());
    left.set(0, many.size());
    return new Rest<>(many, places, left);
  }

  Rest<T> without(Collection<T> less) {
    var fewer = (BitSet) left.clone();
    for (var one : less) {
      var place = places.get(one);
      if (place != null) fewer.clear(place);
    }
    return new Rest<>(many, places, fewer);
  }

  @Override public boolean contains(Object one) {
    var place = places.get(one);
    return place != null && left.get(place);
  }

  @Override public int size() {
    return left.cardinality();
  }

  @Override public boolean isEmpty() {
    return left.isEmpty();
  }

  @Override public Iterator<T> iterator() {
    return left.stream().mapToObj(many::get).iterator();
  }
}
