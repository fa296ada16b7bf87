// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.controller.port.Gatekeeper;
import io.cmc.deploy.simulation.world.Client.Mishap;
import io.cmc.rejection.ProblemCode;

/** Hooks at the gates: they say yes whenever they are reached. They are no node, so nothing of theirs is on the tape. */
public record ModelGatekeeper(World world, Client client) implements Gatekeeper {

  @Override public String ask(Question question) {
    var mishap = client.before(Effect.CHANGE, question.hook(), "ask");
    client.travels(world.latency());
    if (mishap == Mishap.NOT_SENT) throw Refusals.later(ProblemCode.HOOK_FAILED, "the hook could not be asked");
    client.takes(world.latency());
    if (mishap != Mishap.NONE) throw Refusals.noAnswer(Effect.CHANGE, question.hook());
    return "yes";
  }
}
