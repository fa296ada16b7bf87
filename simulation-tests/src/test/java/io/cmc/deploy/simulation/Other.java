// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation;

import io.cmc.controller.step.Sight;
import io.cmc.controller.step.Step;
import io.cmc.controller.step.Work;
import io.cmc.journey.Assignment;

/** A step that is like another one, but for what is overridden. */
class Other<A extends Assignment> implements Step<A> {

  private final Step<A> real;

  Other(Step<A> real) {
    this.real = real;
  }

  /** What the real one is given. */
  protected Work<A> given(Work<A> work) {
    return work;
  }

  @Override public Class<A> assignment() {
    return real.assignment();
  }

  @Override public Sight look(Work<A> work) {
    return real.look(given(work));
  }

  @Override public void act(Work<A> work) {
    real.act(given(work));
  }

  @Override public String intent(Work<A> work) {
    return real.intent(given(work));
  }

  @Override public boolean repeatable() {
    return real.repeatable();
  }

  @Override public Sight lookAgain(Work<A> work) {
    return real.lookAgain(given(work));
  }
}
