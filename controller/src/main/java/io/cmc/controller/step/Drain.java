// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.port.ParticipantNode.InFlight;
import io.cmc.journey.Assignment;
import io.cmc.proof.DrainProof;
import io.cmc.proof.DrainProof.InFlightSample;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Waits until nothing can be in flight on the source any more. By the domain's clock: what was submitted before everybody was closed
 * is sequenced or dead after the record-time tolerance, and decided after the two timeouts. By counts as well where the release
 * counts, because a decision can be late; by counts alone never, because a fresh submission is not counted (docs/canton.md).
 */
final class Drain implements Step<Assignment.Drain> {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(50);

  private final Nodes nodes;
  private final Together together;

  Drain(Nodes nodes, Together together) {
    this.nodes = nodes;
    this.together = together;
  }

  @Override public Class<Assignment.Drain> assignment() {
    return Assignment.Drain.class;
  }

  @Override public Sight look(Work<Assignment.Drain> work) {
    var memory = DrainMemory.of(work.notes(), work.now());
    try (var questions = together.questions()) {
      return look(work, nodes.participant(work.participant()), memory, questions);
    }
  }

  /**
   * What need not wait for one another is asked side by side. The time that the span counts from is asked only once the participant was seen to
   * be closed, and counts only when all the rest was answered: what they do not show cannot have come in meanwhile.
   */
  private static Sight look(Work<Assignment.Drain> work, ParticipantNode node, DrainMemory memory, Questions questions) {
    var source = work.plan().source();
    var connections = Connections.asked(node, questions);
    var open = questions.ask(() -> Closing.reopened(work.plan(), node, source.id()));
    var going = memory.from().isPresent();
    Supplier<Instant> time = going ? questions.ask(() -> node.domainTime(source.id())) : () -> node.domainTime(source.id());
    Supplier<Duration> span = going ? memory::span : questions.ask(() -> node.domainParameters(source.id()).drainSpan());
    if (!connections.get().connectedTo(source.alias())) return notConnected(work, memory);
    if (open.get().isPresent()) return new Sight.Blocked(open.get().get());
    var now = time.get();
    return measure(work, node, going ? memory : memory.startedAt(now, span.get()), now);
  }

  /** Only that it is as quiet as it was proved to be; the time need not be waited for again. */
  @Override public Sight lookAgain(Work<Assignment.Drain> work) {
    return Quiet.look(work, nodes);
  }

  private static Sight measure(Work<Assignment.Drain> work, ParticipantNode node, DrainMemory memory, Instant time) {
    var counts = node.inFlight(work.plan().source().id());
    if (time.isBefore(memory.until())) return spanWaits(work, memory.withoutSamples(), time, counts);
    if (counts.isEmpty()) return done(work, memory, time);
    if (!counts.get().zero()) return startOver(work, node, memory, time, counts.get());
    return sample(work, memory, time, counts.get());
  }

  private static Sight sample(Work<Assignment.Drain> work, DrainMemory before, Instant time, InFlight zero) {
    var now = work.now();
    var memory = before.sampleDue(now) ? before.sampled(new InFlightSample(now, zero.submissions(), zero.transactions())) : before;
    if (memory.enoughSamples()) return done(work, memory, time);
    var why = work.node() + " drains: " + memory.samples().size() + " of " + DrainMemory.SAMPLES + " counts in a row were zero";
    return goOn(work, memory, why, memory.interval(), Words.inFlight(zero));
  }

  private static Sight spanWaits(Work<Assignment.Drain> work, DrainMemory memory, Instant time, Optional<InFlight> counts) {
    var left = Duration.between(time, memory.until());
    var found = counts.map(Words::inFlight).orElse("in flight: not counted by this release");
    var why = work.node() + " drains: domain time is " + time + " and must pass " + memory.until() + " (" + Words.seconds(left)
        + " to go); " + found;
    return goOn(work, memory, why, bounded(left), found);
  }

  /** Something was late: what follows from it may be late again, so the whole span counts from now. */
  private static Sight startOver(Work<Assignment.Drain> work, ParticipantNode node, DrainMemory before, Instant time, InFlight counts) {
    var span = node.domainParameters(work.plan().source().id()).drainSpan();
    var memory = before.startedAt(time, span);
    var why = work.node() + " drains: still " + Words.inFlight(counts) + " at domain time " + time + "; the span of "
        + Words.seconds(span) + " begins again";
    return goOn(work, memory, why, memory.interval(), Words.inFlight(counts));
  }

  private static Sight notConnected(Work<Assignment.Drain> work, DrainMemory memory) {
    var why = work.node() + " drains: waits until it is connected to " + work.plan().source().alias()
        + " again; nothing drains while it is not";
    return goOn(work, memory.withoutSamples(), why, Duration.ofSeconds(1), "not connected to " + work.plan().source().alias());
  }

  private static Sight goOn(Work<Assignment.Drain> work, DrainMemory memory, String why, Duration again, String found) {
    var limit = work.plan().pace().drainLimit();
    var taken = Duration.between(memory.began(), work.now());
    if (taken.compareTo(limit) <= 0) return new Sight.Wait(why, again, memory.notes());
    return new Sight.Blocked(Problem.of(ProblemCode.DRAIN_TOO_LONG, "nothing in flight within " + Words.seconds(limit),
        found + " after " + Words.seconds(taken) + " (" + why + ")"));
  }

  private static Sight done(Work<Assignment.Drain> work, DrainMemory memory, Instant time) {
    var proof = new DrainProof(memory.from().orElseThrow(), time, memory.span(), memory.samples());
    return new Sight.Done(new Report.ParticipantDrained(work.request(), proof, work.now()));
  }

  private static Duration bounded(Duration left) {
    if (left.compareTo(SHORTEST_WAIT) < 0) return SHORTEST_WAIT;
    return left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left;
  }
}
