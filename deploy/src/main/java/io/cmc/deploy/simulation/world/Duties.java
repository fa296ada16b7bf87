// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.controller.port.NodeTrouble;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Changing calls that a node is working on, one after the other, whether or not anybody waits for the answer. */
final class Duties {

  private final Deque<Duty> open = new ArrayDeque<>();

  /** One call that arrived. */
  static final class Duty {
    private final Runnable effect;
    private boolean ended;
    private boolean cutOff;
    private Optional<NodeTrouble> refusal = Optional.empty();

    Duty(Runnable effect) {
      this.effect = effect;
    }

    boolean ended() {
      return ended;
    }

    boolean cutOff() {
      return cutOff;
    }

    void answer() {
      if (refusal.isPresent()) throw refusal.get();
    }

    private void work() {
      try {
        effect.run();
      } catch (NodeTrouble refused) {
        refusal = Optional.of(refused);
      }
      ended = true;
    }
  }

  Duty arrive(Runnable effect) {
    var duty = new Duty(effect);
    open.addLast(duty);
    return duty;
  }

  /** It is this one's turn: whatever came before it is done first. */
  void work(Duty duty) {
    while (!duty.ended && !open.isEmpty()) open.removeFirst().work();
  }

  void cutOff() {
    open.forEach(d -> {
      d.ended = true;
      d.cutOff = true;
    });
    open.clear();
  }
}
