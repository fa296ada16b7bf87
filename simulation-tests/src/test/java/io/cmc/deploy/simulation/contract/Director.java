// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.controller.activity.Activity.Doing;
import io.cmc.deploy.simulation.world.Client.Mishap;
import io.cmc.deploy.simulation.world.Effect;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.Confirmation;
import io.cmc.plan.BackupStrategy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Plays one history on one theatre: gives the cues when their state is there, and says which call goes wrong. */
final class Director {

  private final History history;
  private final Theatre theatre;
  private final Map<String, Integer> calls = new HashMap<>();
  private final Set<String> attended = new HashSet<>();
  private final Optional<Whims> whims;
  private Optional<Consumer<Theatre>> due = Optional.empty();
  private int given;

  Director(History history, Theatre theatre) {
    this.history = history;
    this.theatre = theatre;
    this.whims = history.whim().map(Whims::new);
  }

  /** Asked by the node's side for each call that changes something, also where it looks. */
  Mishap before(Effect effect, String node, String method) {
    var nth = calls.merge(node + " " + method, 1, Integer::sum);
    history.interruptions().stream().filter(i -> i.node().equals(node) && i.method().equals(method) && i.time() == nth)
        .forEach(this::interrupt);
    return history.faults().stream().filter(f -> f.node().equals(node) && f.method().equals(method) && f.times().contains(nth)).findFirst()
        .map(History.Fault::mishap).orElse(Mishap.NONE);
  }

  /** Where the others are by then does not depend on who is faster. */
  private void interrupt(History.Interruption by) {
    theatre.hear();
    by.deed().accept(theatre);
    theatre.hear();
  }

  /** Everybody has played, and nothing is left to be done. */
  boolean isOver() {
    return given == history.cues().size() && (Moments.ended().test(theatre) || hasGivenUp());
  }

  /** No order helps: that it stands is the same in both as well. */
  private boolean hasGivenUp() {
    return whims.filter(Whims::isTired).isPresent() && theatre.settled();
  }

  /** Draws what is to be done, where that is left to chance: to be followed by {@link #act} when there is something. */
  boolean isDue() {
    if (isOver()) return true;
    due = next();
    return due.isPresent();
  }

  void act() {
    due.ifPresent(deed -> deed.accept(theatre));
    due = Optional.empty();
  }

  String waitsFor() {
    return "cue " + (given + 1) + " of " + history.cues().size();
  }

  private Optional<Consumer<Theatre>> next() {
    if (given < history.cues().size() && history.cues().get(given).when().test(theatre)) {
      return Optional.of(t -> history.cues().get(given++).deed().accept(t));
    }
    var asked = routine();
    return asked.isPresent() ? asked : whims.flatMap(w -> w.next(theatre));
  }

  /** What is asked for is done without a cue, once for each request. */
  private Optional<Consumer<Theatre>> routine() {
    var domains = Moments.doing(theatre, NodeName.DOMAINS).flatMap(d -> once(NodeName.DOMAINS, d));
    if (domains.isPresent()) return domains;
    return theatre.plan().names().stream().flatMap(n -> Moments.doing(theatre, n).flatMap(d -> once(n, d)).stream()).findFirst();
  }

  private Optional<Consumer<Theatre>> once(NodeName node, Doing doing) {
    var key = node + " " + doing.request();
    if (doing.mode() != Doing.Mode.WAITING || attended.contains(key)) return Optional.empty();
    return answer(node, doing.assignment()).map(deed -> t -> {
      attended.add(key);
      deed.accept(t);
    });
  }

  private Optional<Consumer<Theatre>> answer(NodeName node, Assignment assignment) {
    return switch (assignment) {
      case Assignment.ConfirmClosed a -> Optional.of(Deeds.confirm(Confirmation.INGRESS_CLOSED));
      case Assignment.ConfirmOpen a -> Optional.of(Deeds.confirm(Confirmation.INGRESS_OPEN));
      case Assignment.RetireSource a -> Optional.of(t -> {
        t.world().retire(t.world().domain(t.plan().source().id().value()));
        Deeds.confirm(Confirmation.SOURCE_STOPPED).accept(t);
      });
      case Assignment.BackUp a when byHand(node) -> Optional.of(Deeds.confirmBackup(node));
      case Assignment.RestoreDatabase a when byHand(node) -> Optional.of(Deeds.confirmRestored(node));
      case Assignment.StopParticipant a when !theatre.world().hooks() -> Optional.of(t -> Deeds.node(t, node.value()).stop());
      case Assignment.StartParticipant a when !theatre.world().hooks() -> Optional.of(t -> Deeds.node(t, node.value()).start());
      default -> Optional.empty();
    };
  }

  private boolean byHand(NodeName node) {
    return theatre.plan().participant(node).backup() == BackupStrategy.CONFIRM;
  }
}
