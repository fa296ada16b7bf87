// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import static io.cmc.deploy.simulation.contract.Moments.atGate;
import static io.cmc.deploy.simulation.contract.Moments.onSource;
import static io.cmc.deploy.simulation.contract.Moments.parked;
import static io.cmc.deploy.simulation.contract.Moments.stopped;
import static io.cmc.deploy.simulation.world.Client.Mishap.ANSWER_LOST;
import static io.cmc.deploy.simulation.world.Client.Mishap.EFFECT_LATE;
import static io.cmc.deploy.simulation.world.Client.Mishap.NODE_DIES_AFTER;
import static io.cmc.deploy.simulation.world.Client.Mishap.NODE_DIES_BEFORE;
import static io.cmc.deploy.simulation.world.Client.Mishap.NOT_SENT;

import io.cmc.deploy.simulation.contract.Setting.Longs;
import io.cmc.journey.Phase;
import io.cmc.plan.ClosingStrategy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What the two runners are driven through every time. */
final class Histories {

  private Histories() {}

  /** Of these and the {@link MoreHistories}. */
  static History named(String name) {
    return Stream.concat(usual().stream(), MoreHistories.all().stream()).filter(h -> h.name().equals(name)).findFirst().orElseThrow();
  }

  static List<History> usual() {
    return List.of(
        History.of("nothing-goes-wrong", Setting.of(3).gates(Phase.DRAIN, Phase.MOVE_CONTRACTS))
            .when(atGate(Phase.DRAIN), Deeds.release(Phase.DRAIN))
            .when(atGate(Phase.MOVE_CONTRACTS), Deeds.release(Phase.MOVE_CONTRACTS)),
        History.of("closed-by-the-domains-and-retired", Setting.of(2).closing(ClosingStrategy.DOMAIN_RATE)
            .with(new Longs(true, false, Duration.ofSeconds(1), true))),
        History.of("calls-that-fail-once", Setting.of(3))
            .fault("alfa", "setLimits", NOT_SENT, 1).fault("bravo", "setLimits", ANSWER_LOST, 1).fault("charlie", "setLimits", EFFECT_LATE, 1)
            .fault("alfa", "disconnect", ANSWER_LOST, 1).fault("bravo", "disconnect", NODE_DIES_BEFORE, 1)
            .fault("charlie", "disconnect", NODE_DIES_AFTER, 1).fault("alfa", "take", ANSWER_LOST, 1).fault("bravo", "take", NOT_SENT, 1, 2)
            .fault("alfa", "connect", NOT_SENT, 1).fault("bravo", "connect", EFFECT_LATE, 1).fault("charlie", "ping", ANSWER_LOST, 1),
        History.of("moves-whose-answers-are-lost", Setting.of(3))
            .fault("alfa", "migrate", ANSWER_LOST, 1).fault("bravo", "migrate", NOT_SENT, 1).fault("charlie", "migrate", NODE_DIES_BEFORE, 1),
        History.of("parked-and-tried-again", Setting.of(3))
            .fault("bravo", "disconnect", NOT_SENT, 1, 2, 3, 4, 5)
            .when(parked("bravo"), Deeds.retry("bravo")),
        History.of("turned-back-half-disconnected", Setting.of(3))
            .fault("charlie", "disconnect", NOT_SENT, 1, 2, 3)
            .when(parked("charlie"), Deeds.abort()),
        History.of("held-in-the-middle-of-a-call", Setting.of(3))
            .during("alfa", "setLimits", 1, Deeds.hold()).when(stopped(), Deeds.resume())
            .during("bravo", "disconnect", 1, Deeds.hold()).when(stopped(), Deeds.resume()),
        History.of("panic-in-the-middle-of-a-call", Setting.of(3))
            .during("bravo", "disconnect", 1, Deeds.panic()).when(stopped(), Deeds.resume()),
        History.of("turned-back-in-the-middle-of-a-call", Setting.of(3))
            .during("bravo", "disconnect", 1, Deeds.abort()),
        History.of("back-by-the-databases-and-by-hand", Setting.of(3).byHand())
            .fault("bravo", "connect", NOT_SENT, 1, 2, 3).fault("alfa", "restore", NOT_SENT, 1)
            .when(parked("bravo"), Deeds.restore()),
        History.of("one-cannot-come", Setting.of(3))
            .fault("charlie", "disconnect", NOT_SENT, 1, 2, 3)
            .when(parked("charlie"), Deeds.exclude("charlie")),
        History.of("fewer-attempts-by-amendment", Setting.of(2).gates(Phase.DISCONNECT).pace(Setting.pace(1, 5)))
            .fault("alfa", "disconnect", NOT_SENT, 1, 2, 3, 4, 5)
            .when(atGate(Phase.DISCONNECT), Deeds.amend(Setting.pace(2, 2))).when(atGate(Phase.DISCONNECT), Deeds.release(Phase.DISCONNECT))
            .when(parked("alfa"), Deeds.retry("alfa")).when(parked("alfa"), Deeds.retry("alfa")),
        History.of("a-connection-lost-for-a-moment", Setting.of(2).gates(Phase.DISCONNECT))
            .when(atGate(Phase.DISCONNECT), Deeds.awayFor("bravo", 8_000))
            .when(atGate(Phase.DISCONNECT).and(onSource("bravo")), Deeds.release(Phase.DISCONNECT)),
        History.of("somebody-raises-the-sources-rate", Setting.of(2).closing(ClosingStrategy.DOMAIN_RATE).gates(Phase.BACK_UP))
            .when(atGate(Phase.BACK_UP), Deeds.sourceRate(50))
            .when(stopped(), Deeds.sourceRate(0)).when(stopped(), Deeds.resume())
            .when(atGate(Phase.BACK_UP), Deeds.release(Phase.BACK_UP)));
  }
}
