// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import static io.cmc.deploy.simulation.contract.Moments.atGate;
import static io.cmc.deploy.simulation.contract.Moments.delayed;
import static io.cmc.deploy.simulation.contract.Moments.onSource;
import static io.cmc.deploy.simulation.contract.Moments.parked;
import static io.cmc.deploy.simulation.contract.Moments.stopped;
import static io.cmc.deploy.simulation.world.Client.Mishap.ANSWER_LOST;
import static io.cmc.deploy.simulation.world.Client.Mishap.NOT_SENT;

import io.cmc.approval.Gate;
import io.cmc.deploy.simulation.contract.Setting.Longs;
import io.cmc.deploy.simulation.world.Release;
import io.cmc.journey.Phase;
import io.cmc.plan.ClosingStrategy;
import java.time.Duration;
import java.util.List;

/** What they are driven through as well when there is time. */
final class MoreHistories {

  private MoreHistories() {}

  static List<History> all() {
    return List.of(
        History.of("closed-outside-old-release", Setting.of(2).closing(ClosingStrategy.OUTSIDE).release(Release.V2_8)
            .with(new Longs(false, false, Duration.ZERO, false))),
        History.of("turned-back-half-closed", Setting.of(3))
            .fault("bravo", "setLimits", NOT_SENT, 1, 2, 3)
            .when(parked("bravo"), Deeds.abort()),
        History.of("held-before-a-call", Setting.of(2))
            .during("alfa", "facts", 1, Deeds.hold()).when(stopped(), Deeds.resume())
            .during("bravo", "contracts", 1, Deeds.hold()).when(stopped(), Deeds.resume())
            .during("alfa", "limits", 3, Deeds.hold()).when(stopped(), Deeds.resume()),
        History.of("back-by-the-databases", Setting.of(3))
            .fault("bravo", "connect", NOT_SENT, 1, 2, 3)
            .when(parked("bravo"), Deeds.restore()),
        History.of("somebody-raises-limits", Setting.of(2).gates(Phase.BACK_UP))
            .when(atGate(Phase.BACK_UP), Deeds.limits("bravo", 77))
            .when(stopped(), Deeds.limits("bravo", 0)).when(stopped(), Deeds.resume())
            .when(atGate(Phase.BACK_UP), Deeds.release(Phase.BACK_UP)),
        History.of("somebody-connects-and-it-is-accepted", Setting.of(2).gates(Phase.BACK_UP))
            .when(atGate(Phase.BACK_UP), Deeds.connects("alfa"))
            .when(stopped(), Deeds.disconnects("alfa")).when(stopped(), Deeds.accept())
            .when(atGate(Phase.BACK_UP), Deeds.release(Phase.BACK_UP)),
        History.of("a-restart-that-is-over-soon", Setting.of(2).gates(Phase.DISCONNECT))
            .when(atGate(Phase.DISCONNECT), Deeds.restarts("alfa", 3_000))
            .when(atGate(Phase.DISCONNECT).and(onSource("alfa")), Deeds.release(Phase.DISCONNECT)),
        History.of("a-connection-lost-for-good", Setting.of(2).gates(Phase.DISCONNECT))
            .when(atGate(Phase.DISCONNECT), Deeds.disconnects("bravo"))
            .when(stopped(), Deeds.connects("bravo")).when(stopped(), Deeds.resume())
            .when(atGate(Phase.DISCONNECT), Deeds.release(Phase.DISCONNECT)),
        History.of("compared-on-order-and-found-different", Setting.of(2).gates(Phase.BACK_UP))
            .when(atGate(Phase.BACK_UP), t -> {
              Deeds.limits("alfa", 5).accept(t);
              Deeds.reconcile().accept(t);
            })
            .when(stopped(), Deeds.limits("alfa", 0)).when(stopped(), Deeds.resume())
            .when(atGate(Phase.BACK_UP), Deeds.release(Phase.BACK_UP)),
        History.of("parked-by-a-person", Setting.of(2))
            .fault("bravo", "disconnect", NOT_SENT, 1)
            .when(delayed("bravo"), Deeds.park("bravo")).when(parked("bravo"), Deeds.retry("bravo")),
        History.of("one-cannot-come-whose-step-is-tried-again-soon", Setting.of(3))
            .fault("bravo", "disconnect", NOT_SENT, 1)
            .when(delayed("bravo"), Deeds.exclude("bravo")),
        History.of("turned-back-after-one-was-excluded", Setting.of(3).gates(Phase.MOVE_CONTRACTS))
            .fault("bravo", "setLimits", NOT_SENT, 1, 2, 3)
            .when(parked("bravo"), Deeds.exclude("bravo")).when(atGate(Phase.MOVE_CONTRACTS), Deeds.abort()),
        History.of("the-domains-step-is-parked", Setting.of(2).closing(ClosingStrategy.DOMAIN_RATE))
            .fault("olddomain", "setMaxRatePerParticipant", NOT_SENT, 1, 2, 3).fault("olddomain", "take", NOT_SENT, 1, 2, 3)
            .fault("newdomain", "setMaxRatePerParticipant", ANSWER_LOST, 2)
            .when(parked("@domains"), Deeds.retry("@domains")).when(parked("@domains"), Deeds.retry("@domains")),
        History.of("hooks-are-asked-at-all-gates", Setting.of(2).asking(Gate.values()).gates(Phase.MOVE_CONTRACTS).with(new Longs(true, false, Duration.ZERO, true)))
            .fault("changes", "ask", NOT_SENT, 1).fault("changes", "ask", ANSWER_LOST, 2)
            .fault("changes", "ask", NOT_SENT, 4, 5, 6)
            .when(atGate(Phase.MOVE_CONTRACTS), Deeds.release(Phase.MOVE_CONTRACTS)).when(parked("@domains"), Deeds.retry("@domains")),
        History.of("turned-back-while-a-hook-says-nothing", Setting.of(2).asking(Gate.PNR_1))
            .fault("changes", "ask", ANSWER_LOST, 1, 2, 3)
            .when(parked("@domains"), Deeds.abort()),
        // no lost move: how far it is when it is looked at depends on who else is at work just then
        History.of("many-at-once", Setting.of(4).pace(Setting.pace(8, 3)))
            .fault("bravo", "setLimits", ANSWER_LOST, 1).fault("charlie", "disconnect", NOT_SENT, 1).fault("delta", "migrate", NOT_SENT, 1),
        History.of("a-check-is-waived", Setting.of(2).gates(Phase.QUIESCE))
            .when(atGate(Phase.QUIESCE), Deeds.waive("alfa")).when(atGate(Phase.QUIESCE), Deeds.release(Phase.QUIESCE)));
  }
}
