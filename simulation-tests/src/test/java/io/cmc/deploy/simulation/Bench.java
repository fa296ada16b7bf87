// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation;

import io.cmc.controller.port.Attendant;
import io.cmc.controller.port.Backups;
import io.cmc.controller.port.Gatekeeper;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.step.Step;
import io.cmc.deploy.simulation.machine.Workshop;
import io.cmc.journey.Assignment;
import io.cmc.plan.BackupStrategy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The real steps, some of them replaced. */
final class Bench implements Workshop.StepBook {

  private final Workshop.StepBook real;
  private final Map<Class<?>, Step<?>> replaced = new HashMap<>();

  Bench(Nodes nodes, Map<BackupStrategy, Backups> backups, Attendant attendant, Gatekeeper hooks) {
    this.real = Workshop.REAL.open(nodes, backups, attendant, hooks);
  }

  <A extends Assignment> Bench replacing(Class<A> which, UnaryOperator<Step<A>> by) {
    replaced.put(which, by.apply(real(which)));
    return this;
  }

  @SuppressWarnings("unchecked") // an assignment of its class leads to the step of that class
  private <A extends Assignment> Step<A> real(Class<A> which) {
    return (Step<A>) Samples.all().stream().filter(which::isInstance).map(real::of).findFirst().orElseThrow();
  }

  @Override @SuppressWarnings("unchecked") // filed under the class of its assignment
  public <A extends Assignment> Step<A> of(A assignment) {
    var other = replaced.get(assignment.getClass());
    return other == null ? real.of(assignment) : (Step<A>) other;
  }
}
