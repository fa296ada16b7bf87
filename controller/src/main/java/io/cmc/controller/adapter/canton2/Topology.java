// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.digitalasset.canton.protocol.v0.ParticipantPermission;
import com.digitalasset.canton.protocol.v0.ParticipantState;
import com.digitalasset.canton.protocol.v0.RequestSide;
import com.digitalasset.canton.topology.admin.v0.BaseQuery;
import com.digitalasset.canton.topology.admin.v0.ListPartiesRequest;
import com.digitalasset.canton.topology.admin.v0.ListPartiesResponse;
import com.digitalasset.canton.topology.admin.v0.ListParticipantDomainStateRequest;
import com.digitalasset.canton.topology.admin.v0.ListParticipantDomainStateResult;
import com.digitalasset.canton.topology.admin.v0.TopologyAggregationServiceGrpc;
import com.digitalasset.canton.topology.admin.v0.TopologyManagerReadServiceGrpc;
import com.google.protobuf.Empty;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Who is where, as a node's topology has it. Canton's filters match beginnings, so everything is compared again here. */
final class Topology {

  private static final int ALL = 100_000_000;

  private Topology() {}

  /** What holds now in the store of one domain. */
  static BaseQuery headOf(SynchronizerId domain) {
    return BaseQuery.newBuilder().setFilterStore(domain.value()).setUseStateStore(true).setHeadState(Empty.getDefaultInstance()).build();
  }

  /** What holds now in the store of what this node itself authorized. */
  private static BaseQuery authorizedHead() {
    return BaseQuery.newBuilder().setFilterStore("Authorized").setHeadState(Empty.getDefaultInstance()).build();
  }

  /** Parties hosted by one participant on one domain. Only they are asked for: a domain has those of all its participants. */
  static Set<String> parties(Link link, NodeUid participant, SynchronizerId domain) {
    // a limit of 0 lists nothing
    var request = ListPartiesRequest.newBuilder().setLimit(ALL).setFilterDomain(domain.value())
        .setFilterParticipant(participant.value()).build();
    var call = Call.read(TopologyAggregationServiceGrpc.getListPartiesMethod(), request, link.deadlines().asksDomain());
    return link.ask(call, answer -> answer.getResultsList().stream().filter(result -> hosted(result, participant, domain))
        .map(ListPartiesResponse.Result::getParty).collect(Collectors.toCollection(TreeSet::new)));
  }

  private static boolean hosted(ListPartiesResponse.Result result, NodeUid participant, SynchronizerId domain) {
    return result.getParticipantsList().stream().filter(p -> Identity.participant(p.getParticipant()).equals(participant))
        .flatMap(p -> p.getDomainsList().stream())
        .anyMatch(d -> d.getDomain().equals(domain.value()) && allowed(d.getPermission()));
  }

  /**
   * Participants that are fully on a domain, connected or not: domain and participant said so, and it was not disabled since. Those
   * that the manager allowed in but that never came are not among them.
   */
  static Set<NodeUid> participants(Link link, SynchronizerId domain) {
    return participants(link, domain, headOf(domain), Topology::fullyOn);
  }

  /** Participants that the domain's manager lets in, wherever they are: the domain's side is said, and no disabling with it. */
  static Set<NodeUid> allowed(Link link, SynchronizerId domain) {
    return participants(link, domain, authorizedHead(), Topology::letIn);
  }

  private static Set<NodeUid> participants(Link link, SynchronizerId domain, BaseQuery query, Predicate<List<ParticipantState>> wanted) {
    var request = ListParticipantDomainStateRequest.newBuilder().setBaseQuery(query).setFilterDomain(domain.value()).build();
    var call = Call.read(TopologyManagerReadServiceGrpc.getListParticipantDomainStateMethod(), request, link.deadlines().asksDomain());
    return link.ask(call, answer -> participants(answer, domain, wanted));
  }

  private static Set<NodeUid> participants(ListParticipantDomainStateResult answer, SynchronizerId domain, Predicate<List<ParticipantState>> wanted) {
    var states = answer.getResultsList().stream().map(ListParticipantDomainStateResult.Result::getItem)
        .filter(state -> state.getDomain().equals(domain.value())).toList();
    return states.stream().collect(Collectors.groupingBy(Topology::uid)).entrySet().stream()
        .filter(ofOne -> wanted.test(ofOne.getValue())).map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet());
  }

  private static boolean fullyOn(List<ParticipantState> states) {
    var sides = states.stream().map(ParticipantState::getSide).collect(Collectors.toSet());
    return states.stream().allMatch(state -> allowed(state.getPermission()))
        && (sides.contains(RequestSide.Both) || sides.containsAll(Set.of(RequestSide.From, RequestSide.To)));
  }

  private static boolean letIn(List<ParticipantState> states) {
    var byTheDomain = states.stream().filter(state -> state.getSide() == RequestSide.From || state.getSide() == RequestSide.Both).toList();
    return !byTheDomain.isEmpty() && byTheDomain.stream().allMatch(state -> allowed(state.getPermission()));
  }

  private static NodeUid uid(ParticipantState state) {
    return Identity.participant(state.getParticipant());
  }

  private static boolean allowed(ParticipantPermission permission) {
    return switch (permission) {
      case Submission, Confirmation, Observation -> true;
      case MissingParticipantPermission, Disabled, UNRECOGNIZED -> false;
    };
  }
}
