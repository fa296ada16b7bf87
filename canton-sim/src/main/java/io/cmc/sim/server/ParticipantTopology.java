// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.protocol.v0.ParticipantPermission;
import com.digitalasset.canton.topology.admin.v0.ListAvailableStoresRequest;
import com.digitalasset.canton.topology.admin.v0.ListAvailableStoresResult;
import com.digitalasset.canton.topology.admin.v0.ListDomainParametersChangesRequest;
import com.digitalasset.canton.topology.admin.v0.ListDomainParametersChangesResult;
import com.digitalasset.canton.topology.admin.v0.ListPartiesRequest;
import com.digitalasset.canton.topology.admin.v0.ListPartiesResponse;
import com.digitalasset.canton.topology.admin.v0.TopologyAggregationServiceGrpc.TopologyAggregationServiceImplBase;
import com.digitalasset.canton.topology.admin.v0.TopologyManagerReadServiceGrpc.TopologyManagerReadServiceImplBase;
import io.cmc.sim.node.Domain;
import io.cmc.sim.node.DomainTopology;
import io.cmc.sim.node.ParticipantProcess;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The topology that a participant sees on the domains it knows. */
final class ParticipantTopology {

  private final ParticipantProcess process;
  private final Function<String, Optional<Domain>> domains;
  private final Replies replies;

  ParticipantTopology(ParticipantProcess process, Function<String, Optional<Domain>> domains, Replies replies) {
    this.process = process;
    this.domains = domains;
    this.replies = replies;
  }

  /** Parties on all domains that were ever connected, wherever they live. */
  final class Parties extends TopologyAggregationServiceImplBase {

    @Override
    public void listParties(ListPartiesRequest request, StreamObserver<ListPartiesResponse> caller) {
      replies.answer(caller, () -> {
        var byParty = new TreeMap<String, Map<String, List<String>>>();
        process.knownDomains().stream().filter(d -> d.startsWith(request.getFilterDomain())).forEach(d -> collect(d, request, byParty));
        var answer = ListPartiesResponse.newBuilder();
        byParty.entrySet().stream().limit(Math.max(0, request.getLimit())).forEach(p -> answer.addResults(result(p.getKey(), p.getValue())));
        return answer.build();
      });
    }

    private void collect(String domain, ListPartiesRequest request, Map<String, Map<String, List<String>>> into) {
      for (var h : hostings(domain, request)) {
        into.computeIfAbsent(h.party(), _ -> new TreeMap<>()).computeIfAbsent("PAR::" + h.uid(), _ -> new ArrayList<>()).add(domain);
      }
    }

    private List<DomainTopology.Hosting> hostings(String domain, ListPartiesRequest request) {
      var participant = request.getFilterParticipant().replace("PAR::", "");
      return domains.apply(domain).filter(Domain::isUp).map(d -> d.topology().parties(request.getFilterParty(), participant)).orElse(List.of());
    }

    private ListPartiesResponse.Result result(String party, Map<String, List<String>> participants) {
      var result = ListPartiesResponse.Result.newBuilder().setParty(party);
      participants.forEach((uid, on) -> {
        var one = result.addParticipantsBuilder().setParticipant(uid);
        on.forEach(d -> one.addDomainsBuilder().setDomain(d).setPermission(ParticipantPermission.Submission));
      });
      return result.build();
    }
  }

  /** The participant's copy of each domain's parameters, there even while it is disconnected. */
  final class Read extends TopologyManagerReadServiceImplBase {

    @Override
    public void listAvailableStores(ListAvailableStoresRequest request, StreamObserver<ListAvailableStoresResult> caller) {
      replies.answer(caller, () -> ListAvailableStoresResult.newBuilder().addStoreIds("Authorized").addAllStoreIds(process.knownDomains()).build());
    }

    @Override
    public void listDomainParametersChanges(
        ListDomainParametersChangesRequest request, StreamObserver<ListDomainParametersChangesResult> caller) {
      replies.answer(caller, () -> {
        var answer = ListDomainParametersChangesResult.newBuilder();
        process.knownDomains().stream().filter(d -> d.startsWith(request.getBaseQuery().getFilterStore())).forEach(d -> {
          var result = answer.addResultsBuilder();
          result.getContextBuilder().setStore(d);
          ParameterMessages.show(result, domains.apply(d).orElseThrow().spec().protocolVersion(), process.parametersOf(d));
        });
        return answer.build();
      });
    }
  }
}
