// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.plan.GateHooks;
import io.cmc.plan.GateHooks.At;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.stream.Stream;

/** Which hooks a plan asks: those of the service that concern a team of it, and further ones of the service that it names. */
final class HooksChoice {
  private HooksChoice() {}

  static void inDraft(GateHooks named, HookOffer offer, Findings findings) {
    named.hooks().stream().filter(h -> !offer.has(h.gate(), h.name())).forEach(h -> findings.block("hooks-known", ProblemCode.PLAN_UNREADABLE,
        "hooks: only such as the service's settings have as gating", "\"" + h.name() + "\" at " + h.gate()));
  }

  static GateHooks resolve(GateHooks named, HookOffer offer, List<String> teams) {
    var own = offer.all().stream().filter(h -> h.concerns(teams)).flatMap(h -> h.gates().stream().map(gate -> new At(gate, h.name())));
    return new GateHooks(Stream.concat(own, named.hooks().stream()).toList());
  }
}
