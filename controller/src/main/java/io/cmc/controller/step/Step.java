// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.journey.Assignment;

/**
 * One thing done on one node, that may be cut off at any instruction and run again: it is looked whether the goal is reached, then
 * acted, then looked again. The reply of {@code act} is a hint; the next look is the truth.
 *
 * <p>Both methods may block and run on a thread of their own. They throw {@link io.cmc.controller.port.NodeTrouble}; anything else is
 * a fault of ours.
 */
public interface Step<A extends Assignment> {

  Class<A> assignment();

  /** Reads only. Asked before every attempt, after every act and after every error. */
  Sight look(Work<A> work);

  /** Changes the node. Called only for steps that change something, after an intent was stored, and only after {@link Sight.NotYet}. */
  default void act(Work<A> work) {
    throw new IllegalStateException(work.assignment().step() + " only looks");
  }

  /** What {@link #act} is about to do, for people: it becomes part of the intent. */
  default String intent(Work<A> work) {
    return work.assignment().step().name();
  }

  /** Whether {@link #act} may be made again when neither its reply nor a look tells whether it had its effect. */
  default boolean repeatable() {
    return true;
  }

  /** What is looked at again at the barrier, after the goal was reached: it still holds when the sight is {@link Sight.Done}. Reads only. */
  default Sight lookAgain(Work<A> work) {
    return look(work);
  }
}
