// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.controller.participant.Outlook.Seen;
import io.cmc.controller.participant.Outlook.SeenLine;
import io.cmc.controller.participant.SeenRates;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.port.ParticipantNode.Configured;
import io.cmc.controller.port.ParticipantNode.Connected;
import io.cmc.id.NodeName;
import io.cmc.id.SynchronizerAlias;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.proof.ResourceLimits;
import io.cmc.store.log.About;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at participants from outside, some at once and each for a short time only: who does not answer in it was not seen, and keeps
 * no other waiting for longer. Reads and changes nothing.
 */
final class Looks {

  private static final Logger LOG = LoggerFactory.getLogger(Looks.class);
  private final Nodes nodes;
  private final int atOnce;
  private final Duration most;

  /** @param atOnce looks on their way at the same time; @param most how long one look may take */
  Looks(Nodes nodes, int atOnce, Duration most) {
    this.nodes = nodes;
    this.atOnce = atOnce;
    this.most = most;
  }

  /** Those that were seen. Takes about {@code most} for as many as are looked at at once, if none of them answers. */
  Map<NodeName, Seen> at(MigrationPlan plan, Collection<NodeName> participants) {
    var places = new Semaphore(atOnce);
    try (var looking = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new TreeMap<NodeName, Future<Optional<Seen>>>();
      participants.forEach(name -> answers.put(name, looking.submit(About.carried(() -> inPlace(places, plan, plan.participant(name))))));
      var seen = new TreeMap<NodeName, Seen>();
      answers.forEach((name, answer) -> answer(answer).ifPresent(s -> seen.put(name, s)));
      return seen;
    }
  }

  /** The rates of the two domains, asked at the same time; one that does not answer in time was not seen. */
  SeenRates rates(MigrationPlan plan) {
    try (var looking = Executors.newVirtualThreadPerTaskExecutor()) {
      var source = looking.submit(About.carried(() -> inTime("the source", () -> rate(plan.source().admin()))));
      var target = looking.submit(About.carried(() -> inTime("the target", () -> rate(plan.target().admin()))));
      return new SeenRates(answer(source), answer(target));
    }
  }

  private Optional<Integer> rate(Optional<Endpoint> admin) {
    try {
      return admin.flatMap(a -> nodes.domain(a).parameters().maxRatePerParticipant());
    } catch (NodeTrouble notSeen) {
      return Optional.empty();
    }
  }

  private Optional<Seen> inPlace(Semaphore places, MigrationPlan plan, ParticipantPlan participant) throws InterruptedException {
    places.acquire();
    try {
      return inTime(participant.name().value(), () -> look(plan, participant));
    } finally {
      places.release();
    }
  }

  /** On a thread of its own, which is told to end and not waited for: a call may be deaf to it. */
  private <T> Optional<T> inTime(String name, Callable<Optional<T>> how) throws InterruptedException {
    var look = new FutureTask<>(About.carried(how));
    Thread.ofVirtual().name("look-" + name).start(look);
    try {
      return look.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      look.cancel(true);
      return Optional.empty();
    } catch (ExecutionException e) {
      LOG.warn("a look at {} ended by a fault of our own", name, e.getCause());
      return Optional.empty();
    }
  }

  private static <T> Optional<T> answer(Future<Optional<T>> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a look", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while nodes were looked at", e);
    }
  }

  private Optional<Seen> look(MigrationPlan plan, ParticipantPlan participant) {
    try {
      var node = nodes.participant(participant);
      var configured = node.configured();
      var connected = node.connected();
      var source = line(plan.source().alias(), configured, connected);
      var limits = plan.closing() == ClosingStrategy.PARTICIPANT_LIMITS ? Optional.of(node.limits()) : Optional.<ResourceLimits>empty();
      return Optional.of(new Seen(source, line(plan.target().alias(), configured, connected), limits, rate(plan, node, source)));
    } catch (NodeTrouble notSeen) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> rate(MigrationPlan plan, ParticipantNode node, SeenLine source) {
    var asked = plan.closing() == ClosingStrategy.DOMAIN_RATE && source.connected();
    return asked ? node.domainParameters(plan.source().id()).maxRatePerParticipant() : Optional.empty();
  }

  /** Connected as soon as one of the two lists says so: they are made differently and one may lag. */
  private static SeenLine line(SynchronizerAlias alias, List<Configured> configured, List<Connected> connected) {
    var of = configured.stream().filter(c -> c.alias().equals(alias)).findFirst();
    var on = connected.stream().anyMatch(c -> c.alias().equals(alias)) || of.filter(Configured::connected).isPresent();
    return new SeenLine(of.isPresent(), of.filter(Configured::connectsManually).isPresent(), on);
  }
}
