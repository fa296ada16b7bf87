// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.digitalasset.canton.domain.api.v0.DomainTimeServiceGrpc;
import com.digitalasset.canton.domain.api.v0.FetchTimeRequest;
import com.digitalasset.canton.participant.admin.v0.CountInFlight;
import com.digitalasset.canton.participant.admin.v0.InspectionServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.LookupContractDomain;
import com.digitalasset.canton.participant.admin.v0.PingRequest;
import com.digitalasset.canton.participant.admin.v0.PingResponse;
import com.digitalasset.canton.participant.admin.v0.PingServiceGrpc;
import com.google.protobuf.StringValue;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.TargetDomain;
import io.cmc.proof.ResourceLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A participant's admin API. */
final class CantonParticipant implements ParticipantNode {

  private final Pinned node;
  private final Connections connections;
  private final Move move;

  CantonParticipant(Pinned node) {
    this.node = node;
    this.connections = new Connections(node);
    this.move = new Move(node);
  }

  @Override public boolean isSilent(Duration patience) {
    return node.isSilent(patience);
  }

  @Override public boolean hasAnswered(Duration time) {
    return node.hasAnswered(time);
  }

  @Override public NodeFacts facts() {
    return new ParticipantFacts(node).read();
  }

  @Override public Duration uptime() {
    return new ParticipantFacts(node).uptime();
  }

  @Override public ResourceLimits limits() {
    return Limits.read(node.link());
  }

  @Override public void setLimits(ResourceLimits limits) {
    Limits.write(node.link(), limits);
  }

  @Override public List<Connected> connected() {
    return connections.connected();
  }

  @Override public List<Configured> configured() {
    return connections.configured();
  }

  @Override public void connect(SynchronizerAlias alias) {
    connections.connect(alias);
  }

  @Override public void disconnect(SynchronizerAlias alias) {
    connections.disconnect(alias);
  }

  @Override public void setConnectsManually(SynchronizerAlias alias, boolean manually) {
    connections.setConnectsManually(alias, manually);
  }

  @Override public Optional<SynchronizerId> idOf(SynchronizerAlias alias) {
    return connections.idOf(alias);
  }

  @Override public void migrate(SynchronizerAlias source, TargetDomain target) {
    move.start(source, target);
  }

  @Override public DomainState probe(SynchronizerAlias alias) {
    return move.probe(alias);
  }

  @Override public Optional<InFlight> inFlight(SynchronizerId domain) {
    var link = node.link();
    var request = CountInFlight.Request.newBuilder().setDomainId(domain.value()).build();
    return link.askIfServed(Call.read(InspectionServiceGrpc.getCountInFlightMethod(), request, link.deadlines().own()),
        answer -> new InFlight(answer.getPendingSubmissions(), answer.getPendingTransactions()));
  }

  @Override public Instant domainTime(SynchronizerId domain) {
    var link = node.link();
    var request = FetchTimeRequest.newBuilder().setDomainId(StringValue.of(domain.value()))
        .setFreshnessBound(com.google.protobuf.Duration.getDefaultInstance()).build();
    return link.ask(Call.read(DomainTimeServiceGrpc.getFetchTimeMethod(), request, link.deadlines().own()),
        answer -> Times.instant(answer.hasTimestamp(), answer.getTimestamp()));
  }

  @Override public DomainParameters domainParameters(SynchronizerId domain) {
    return DynamicParameters.read(node.link(), domain).terms();
  }

  @Override public boolean ping(NodeUid other, Duration timeout) {
    var link = node.link();
    var request = PingRequest.newBuilder().addTargetParties(other.value()).setTimeoutMilliseconds(timeout.toMillis()).build();
    return link.ask(Call.passing(PingServiceGrpc.getPingMethod(), request, link.deadlines().ping(timeout)), CantonParticipant::answered);
  }

  private static boolean answered(PingResponse answer) {
    return switch (answer.getResponseCase()) {
      case SUCCESS -> true;
      case FAILURE -> false;
      case RESPONSE_NOT_SET -> throw new IllegalArgumentException("neither success nor failure of a ping");
    };
  }

  @Override public Set<String> parties(SynchronizerId domain) {
    return Topology.parties(node.link(), node.uid(), domain);
  }

  @Override public Set<String> partiesOf(NodeUid other, SynchronizerId domain) {
    return Topology.parties(node.link(), other, domain);
  }

  @Override public Map<String, SynchronizerAlias> locate(List<String> contractIds) {
    var link = node.link();
    var request = LookupContractDomain.Request.newBuilder().addAllContractId(contractIds).build();
    return link.ask(Call.read(InspectionServiceGrpc.getLookupContractDomainMethod(), request, link.deadlines().own()),
        answer -> answer.getResultsMap().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> new SynchronizerAlias(e.getValue()))));
  }
}
