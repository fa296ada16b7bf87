// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.port.ParticipantNode.Configured;
import io.cmc.controller.port.ParticipantNode.Connected;
import io.cmc.controller.port.ParticipantNode.DomainParameters;
import io.cmc.controller.port.ParticipantNode.InFlight;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What a participant has to do with source, target and other domains. */
record CheckConnections(MigrationPlan plan, ParticipantNode node, Questions questions, Checks checks) {

  /** What is asked of the domains, where that is in order. */
  private record Further(Supplier<DomainParameters> parameters, Supplier<Optional<InFlight>> inFlight, Supplier<Set<String>> parties) {}

  void all(Supplier<Connections> connections) {
    checks.ask(Check.PARTICIPANT_REACHABLE, connections).ifPresent(this::all);
  }

  private void all(Connections connections) {
    var source = plan.source();
    var target = plan.target().alias();
    var further = connections.healthy(source.alias(), source.id()) ? Optional.of(further()) : Optional.<Further>empty();
    var targetId = connections.configured(target).isPresent() ? Optional.<Supplier<Optional<SynchronizerId>>>empty()
        : Optional.of(questions.ask(() -> node.idOf(target)));
    checkSource(connections);
    further.ifPresent(this::checkDrain);
    checkTarget(connections, targetId);
    var others = connections.connectedBut(plan.source().alias(), plan.target().alias());
    checks.fact("other domains", others);
    checks.require(Check.OTHER_DOMAINS_STAY, others.isEmpty(), "the source only", others.toString());
  }

  private void checkSource(Connections connections) {
    var source = plan.source();
    var configured = connections.configured(source.alias());
    var connected = connections.connected(source.alias());
    checks.require(Check.SOURCE_CONFIGURED, configured.isPresent(), source.alias() + " among the configured domains", connections.found());
    checks.require(Check.SOURCE_CONNECTED, configured.isEmpty() || connected.isPresent(), "connected to " + source.alias(), connections.found());
    checks.require(Check.SOURCE_HEALTHY, connected.map(Connected::healthy).orElse(true), "good health on " + source.alias(),
        connections.found());
    checks.require(Check.SOURCE_ALIAS_MEANS_SOURCE, connected.map(c -> c.id().equals(source.id())).orElse(true),
        source.alias() + " to be " + source.id(), connected.map(c -> c.id().value()).orElse("not connected"));
    configured.ifPresent(c -> checks.fact("source connects", c.connectsManually() ? "manually" : "by itself"));
  }

  private Further further() {
    var source = plan.source().id();
    return new Further(questions.ask(() -> node.domainParameters(source)), questions.ask(() -> node.inFlight(source)),
        questions.ask(() -> node.parties(source)));
  }

  private void checkDrain(Further further) {
    checks.ask(Check.DRAIN_WITHIN_LIMIT, further.parameters()).ifPresent(this::checkParameters);
    checks.ask(Check.IN_FLIGHT_COUNTED, further.inFlight()).ifPresent(counts -> {
      checks.require(Check.IN_FLIGHT_COUNTED, counts.isPresent(), "a release that counts what is in flight",
          "one that does not", "Nothing: the drain is proved by the domain's clock alone.");
      counts.ifPresent(c -> checks.fact("in flight", Words.inFlight(c)));
    });
    checks.ask(Check.PARTIES_LISTED, further.parties()).ifPresent(parties -> checks.fact("parties", parties.size()));
  }

  private void checkParameters(DomainParameters parameters) {
    var span = parameters.drainSpan();
    var limit = plan.pace().drainLimit();
    checks.fact("drain span", Words.seconds(span));
    checks.require(Check.DRAIN_WITHIN_LIMIT, span.compareTo(limit) < 0, "a drain limit above " + Words.seconds(span),
        Words.seconds(limit), "Make a new plan with a higher drain limit, or lower the source's timeouts.");
    checks.require(Check.RATE_SEEN_BY_PARTICIPANT,
        plan.closing() != ClosingStrategy.DOMAIN_RATE || parameters.maxRatePerParticipant().isPresent(),
        "a rate for each participant among the source's parameters", "none, as before protocol version 4");
  }

  /** @param id what the alias stands for; not asked where it is configured */
  private void checkTarget(Connections connections, Optional<Supplier<Optional<SynchronizerId>>> id) {
    var target = plan.target();
    var taken = id.map(this::boundBefore).orElse(Optional.of("it is configured already"));
    checks.require(Check.TARGET_ALIAS_FRESH, taken.isEmpty(), target.alias() + " to be unknown", taken.orElse(""));
    var known = Whereabouts.targetUnderAnotherAlias(plan, connections).or(() -> knownByDisconnected(connections));
    checks.require(Check.TARGET_NOT_KNOWN, known.isEmpty(), target.id() + " to be unknown", known.orElse(""));
  }

  private Optional<String> boundBefore(Supplier<Optional<SynchronizerId>> asked) {
    return checks.ask(Check.TARGET_ALIAS_FRESH, asked).flatMap(id -> id).map(id -> "it stands for " + id);
  }

  /** A domain that is configured but not connected may be the target as well. One that does not answer is not: the target does. */
  private Optional<String> knownByDisconnected(Connections connections) {
    return connections.configured().stream().map(Configured::alias)
        .filter(alias -> !alias.equals(plan.source().alias()) && !connections.connectedTo(alias))
        .filter(this::isTarget).findFirst().map(alias -> "it is known as " + alias);
  }

  private boolean isTarget(SynchronizerAlias alias) {
    try {
      return node.idOf(alias).filter(plan.target().id()::equals).isPresent();
    } catch (NodeTrouble doesNotAnswer) {
      return false;
    }
  }
}
