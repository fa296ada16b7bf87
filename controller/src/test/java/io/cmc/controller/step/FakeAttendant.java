// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Attendant;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.rejection.ProblemCode;

/** Stops and starts participants of a {@link FakeNetwork}; that it was asked to is in the network's journal. */
public final class FakeAttendant implements Attendant {

  private final FakeNetwork network;

  public boolean there;
  /** Whether anything comes of what it is asked for. */
  public boolean works = true;

  public FakeAttendant(FakeNetwork network) {
    this.network = network;
  }

  @Override public boolean canStop() {
    return there;
  }

  @Override public boolean canStart() {
    return there;
  }

  @Override public void stop(MigrationPlan plan, ParticipantPlan participant) {
    network.change("hook", "stop", participant.name().value(), () -> {
      if (works) gone(participant.name().value());
    });
  }

  @Override public void start(MigrationPlan plan, ParticipantPlan participant) {
    network.change("hook", "start", participant.name().value(), () -> {
      if (works) network.heal();
    });
  }

  /** Nobody answers at a participant any more. */
  void gone(String name) {
    network.failAlways(name + ".facts", FakeNetwork.refused());
  }
}
