// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.deploy.simulation.world.Client.Mishap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What goes wrong and what people do in one migration. Nothing in it depends on time: faults belong to the n-th call of a method on a
 * node (looks of whoever compares or watches are not counted), orders to a call as well, or to a state in which everything has come to rest.
 *
 * @param cues in their order: the next is waited for when the one before it was given
 * @param whim seed of an operator who orders what he likes; absent: nobody does
 */
record History(String name, Setting setting, List<Fault> faults, List<Interruption> interruptions, List<Cue> cues, Optional<Long> whim) {

  /** @param times which calls of this method on this node, from 1 */
  record Fault(String node, String method, Set<Integer> times, Mishap mishap) {}

  /** Something that is done while a call is on its way, before it reaches the node. */
  record Interruption(String node, String method, int time, Consumer<Theatre> deed) {}

  record Cue(Predicate<Theatre> when, Consumer<Theatre> deed) {}

  static History of(String name, Setting setting) {
    return new History(name, setting, List.of(), List.of(), List.of(), Optional.empty());
  }

  /** The same under another name: histories are told apart by it. */
  History named(String other) {
    return new History(other, setting, faults, interruptions, cues, whim);
  }

  History fault(String node, String method, Mishap mishap, int... times) {
    var which = IntStream.of(times).boxed().collect(Collectors.toSet());
    return new History(name, setting, with(faults, new Fault(node, method, which, mishap)), interruptions, cues, whim);
  }

  /** The order comes while the call is on its way. */
  History during(String node, String method, int time, Consumer<Theatre> deed) {
    return new History(name, setting, faults, with(interruptions, new Interruption(node, method, time, deed)), cues, whim);
  }

  /** Whatever no cue says is ordered as the seed has it. */
  History byWhim(long seed) {
    return new History(name, setting, faults, interruptions, cues, Optional.of(seed));
  }

  History when(Predicate<Theatre> state, Consumer<Theatre> deed) {
    return new History(name, setting, faults, interruptions, with(cues, new Cue(state, deed)), whim);
  }

  private static <T> List<T> with(List<T> some, T one) {
    var more = new ArrayList<>(some);
    more.add(one);
    return List.copyOf(more);
  }

  @Override public String toString() {
    return name;
  }
}
