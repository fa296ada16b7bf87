// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.controller.port.Attendant;
import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.world.Client.Mishap;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.rejection.ProblemCode;

/** Hooks that stop and start participants, where the world has them; what they say is no proof of anything. */
public record ModelAttendant(World world, Client client) implements Attendant {

  private static final int LATEST = 20_000;

  @Override public boolean canStop() {
    return world.hooks();
  }

  @Override public boolean canStart() {
    return world.hooks();
  }

  @Override public void stop(MigrationPlan plan, ParticipantPlan participant) {
    var node = world.participant(participant.name().value());
    call(node, "stop", node::stop);
  }

  @Override public void start(MigrationPlan plan, ParticipantPlan participant) {
    var node = world.participant(participant.name().value());
    call(node, "start", node::start);
  }

  private void call(ModelParticipant node, String hook, Runnable effect) {
    var sent = Sent.now(world.agenda);
    var mishap = client.before(Effect.CHANGE, node.name, hook);
    sent.mustBeFresh();
    client.travels(world.latency());
    if (mishap == Mishap.NOT_SENT) throw Refusals.later(ProblemCode.NODE_UNREACHABLE, "the hook could not be run");
    world.tape.add(new Entry.Called(node.name, hook, "", client.caller()));
    if (mishap != Mishap.NODE_DIES_BEFORE) world.agenda.light(world.chance.between(10, LATEST), effect);
    client.takes(world.chance.between(10, 5_000));
    if (mishap != Mishap.NONE) throw Refusals.noAnswer(Effect.CHANGE, node.name);
    client.after(Effect.CHANGE);
  }
}
