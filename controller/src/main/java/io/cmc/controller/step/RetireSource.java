// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.id.NodeUid;
import io.cmc.journey.Assignment;
import io.cmc.plan.Endpoint;
import io.cmc.plan.ParticipantPlan;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Waits until the source is gone; it is stopped by people. Never while a participant of the plan is connected to it or was not moved,
 * while one that was excluded answers and has not gone, or while the source itself reports that anybody is connected. Of an excluded one that does
 * not answer nobody can tell whether it will ever need the source again: whoever stops it is told. One failed look may be the network: several in a row
 * are believed.
 */
final class RetireSource implements Step<Assignment.RetireSource> {

  private static final int LOOKS = 3;
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Nodes nodes;
  private final Together together;

  RetireSource(Nodes nodes, Together together) {
    this.nodes = nodes;
    this.together = together;
  }

  @Override public Class<Assignment.RetireSource> assignment() {
    return Assignment.RetireSource.class;
  }

  @Override public Sight look(Work<Assignment.RetireSource> work) {
    var plan = work.plan();
    var among = together.upTo(plan.pace().parallel());
    var moved = among.ask(plan.participants(), participant -> stillThere(work, participant));
    var excluded = among.ask(plan.aside(), participant -> excludedThere(work, participant));
    var left = Stream.concat(moved.stream(), excluded.stream().map(Excluded::there)).flatMap(Optional::stream).toList();
    if (!left.isEmpty()) return new Sight.Blocked(inUse(left));
    var silent = excluded.stream().map(Excluded::silent).flatMap(Optional::stream).map(s -> "; " + s).collect(Collectors.joining());
    var admin = work.plan().source().admin();
    if (admin.isEmpty()) return waits(work, "its admin API is not in the plan" + silent, Duration.ofHours(1), Notes.NONE);
    return look(work, admin.get(), silent);
  }

  private Sight look(Work<Assignment.RetireSource> work, Endpoint admin, String silent) {
    try {
      var connected = nodes.domain(admin).connectedParticipants();
      if (!connected.isEmpty()) return new Sight.Blocked(inUse(connected.stream().map(NodeUid::value).toList()));
      return waits(work, "it still answers at " + admin.address() + silent, AGAIN, Notes.NONE);
    } catch (NodeTrouble trouble) {
      if (trouble.problem().code() == ProblemCode.NODE_UNREACHABLE) return gone(work, admin, silent);
      return waits(work, "it still answers at " + admin.address() + ": " + trouble.problem().code() + silent, AGAIN, Notes.NONE);
    }
  }

  private static Sight gone(Work<Assignment.RetireSource> work, Endpoint admin, String silent) {
    var looks = work.notes().get("unanswered").map(Integer::parseInt).orElse(0) + 1;
    if (looks >= LOOKS) {
      var found = "nobody answers at " + admin.address() + ", and no participant is connected" + silent;
      return new Sight.Done(new Report.SourceGone(work.request(), found, work.now()));
    }
    var why = "it did not answer " + looks + " of " + LOOKS + " times at " + admin.address();
    return waits(work, why, AGAIN, Notes.NONE.with("unanswered", String.valueOf(looks)));
  }

  /** @param found the same as long as nothing changes: each other sentence is an event, and people take days */
  private static Sight waits(Work<Assignment.RetireSource> work, String found, Duration again, Notes notes) {
    var stop = work.plan().source().admin().isPresent() ? "stop its nodes, then it is noticed, or confirm SOURCE_STOPPED"
        : "stop its nodes and confirm SOURCE_STOPPED";
    return new Sight.Wait("the source " + work.plan().source().alias() + " is to be stopped (" + found + "): " + stop, again, notes);
  }

  private Optional<String> stillThere(Work<Assignment.RetireSource> work, ParticipantPlan participant) {
    var source = work.plan().source().alias();
    var connections = Connections.of(nodes.participant(participant), together);
    if (connections.connectedTo(source)) return Optional.of(participant.name() + " (connected)");
    return connections.configured(source).map(moved -> participant.name() + " (not moved)");
  }

  /** @param there that it lives on the source; @param silent that it cannot be asked */
  private record Excluded(Optional<String> there, Optional<String> silent) {}

  private Excluded excludedThere(Work<Assignment.RetireSource> work, ParticipantPlan participant) {
    try {
      return new Excluded(stillThere(work, participant).map(there -> there + ", excluded"), Optional.empty());
    } catch (NodeTrouble trouble) {
      return new Excluded(Optional.empty(), Optional.of(participant.name() + ", which was excluded, cannot be asked (" + trouble.problem().code() + ") and is cut off for good"));
    }
  }

  private static Problem inUse(List<String> who) {
    return Problem.of(ProblemCode.SOURCE_IN_USE, "no participant on the source", String.join(", ", who));
  }
}
