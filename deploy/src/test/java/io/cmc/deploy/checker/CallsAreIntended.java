// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.event.StepEvent.StepUnparked;
import io.cmc.id.NodeName;
import io.cmc.sim.journal.JournalEntry;
import io.cmc.store.read.SealedEvent;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * I6: every changing call that a node saw has an earlier intent that had not ended when the call came, and every intent ends in a
 * result or in UNKNOWN. A probe belongs to the intent of the move, however that ended so far.
 */
final class CallsAreIntended implements Invariant {

  @Override public Stream<Violation> broken(Evidence all) {
    return Stream.concat(all.calls().stream().flatMap(call -> unintended(all, call).stream()), endless(all));
  }

  private static Optional<Violation> unintended(Evidence all, JournalEntry call) {
    var words = words(call);
    var intents = IntStream.range(0, all.events().size())
        .filter(i -> all.events().get(i).payload() instanceof StepIntended s && s.node().equals(node(all, call)) && s.call().matches(words))
        .filter(i -> all.events().get(i).at().isBefore(call.at())).boxed().toList();
    if (intents.isEmpty()) return Optional.of(Violation.of("I6", call.node(), "no intent of it was stored before").by(call));
    var last = intents.getLast();
    var end = isProbe(call) ? Optional.<SealedEvent>empty() : end(all, last).filter(e -> e.at().isBefore(call.at()));
    return end.map(e -> Violation.of("I6", call.node(), "its last intent had ended when it came").by(call).in(e));
  }

  private static Stream<Violation> endless(Evidence all) {
    if (!LimitsComeBack.over(all)) return Stream.empty();
    return IntStream.range(0, all.events().size())
        .filter(i -> all.events().get(i).payload() instanceof StepIntended && end(all, i).isEmpty())
        .mapToObj(i -> Violation.of("I6", ((StepIntended) all.events().get(i).payload()).node(), "nothing came of the intent").in(all.events().get(i)));
  }

  private static Optional<SealedEvent> end(Evidence all, int intent) {
    var intended = (StepIntended) all.events().get(intent).payload();
    return all.events().stream().skip(intent + 1).filter(e -> ends(intended, e.payload())).findFirst();
  }

  private static boolean ends(StepIntended intent, Event event) {
    return switch (event) {
      case StepIntended again -> false;
      case StepRequested next -> false;
      case StepUnparked back -> false;
      case StepEvent s -> s.node().equals(intent.node()) && s.request().equals(intent.request());
      case JourneyEvent.Arrival a -> a.node().equals(intent.node());
      case MigrationEvent.AtDomains d -> intent.node().isDomains();
      case MigrationEvent.ExternallyConfirmed c -> intent.node().isDomains();
      default -> false;
    };
  }

  private static NodeName node(Evidence all, JournalEntry call) {
    return all.names().stream().filter(n -> n.value().equals(call.node())).findFirst().orElse(NodeName.DOMAINS);
  }

  private static boolean isProbe(JournalEntry call) {
    return call.method().endsWith("/PurgeDeactivatedDomain");
  }

  /** What an intent says that leads to such a call. */
  private static String words(JournalEntry call) {
    return switch (call.method().replaceAll(".*/", "")) {
      case "UpdateResourceLimits" -> "set .*limits.*";
      case "DisconnectDomain" -> "(disconnect|move the contracts) .*";
      case "ModifyDomain" -> "(disconnect .* connect there only|connect|let) .*";
      case "ConnectDomain" -> "connect .*";
      case "MigrateDomain", "PurgeDeactivatedDomain" -> "move the contracts .*";
      case "ping" -> "ping .*";
      case "AuthorizeDomainParametersChange" -> "set the rate .*";
      default -> "nothing leads to such a call";
    };
  }
}
