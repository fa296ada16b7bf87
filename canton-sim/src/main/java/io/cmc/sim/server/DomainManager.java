// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.protocol.v0.ParticipantPermission;
import com.digitalasset.canton.protocol.v0.ParticipantState;
import com.digitalasset.canton.protocol.v0.RequestSide;
import com.digitalasset.canton.protocol.v0.TopologyChangeOp;
import com.digitalasset.canton.protocol.v0.TrustLevel;
import com.digitalasset.canton.topology.admin.v0.AuthorizationSuccess;
import com.digitalasset.canton.topology.admin.v0.BaseQuery;
import com.digitalasset.canton.topology.admin.v0.BaseResult;
import com.digitalasset.canton.topology.admin.v0.DomainParametersChangeAuthorization;
import com.digitalasset.canton.topology.admin.v0.ListAvailableStoresRequest;
import com.digitalasset.canton.topology.admin.v0.ListAvailableStoresResult;
import com.digitalasset.canton.topology.admin.v0.ListDomainParametersChangesRequest;
import com.digitalasset.canton.topology.admin.v0.ListDomainParametersChangesResult;
import com.digitalasset.canton.topology.admin.v0.ListParticipantDomainStateRequest;
import com.digitalasset.canton.topology.admin.v0.ListParticipantDomainStateResult;
import com.digitalasset.canton.topology.admin.v0.ParticipantDomainStateAuthorization;
import com.digitalasset.canton.topology.admin.v0.TopologyManagerReadServiceGrpc.TopologyManagerReadServiceImplBase;
import com.digitalasset.canton.topology.admin.v0.TopologyManagerWriteServiceGrpc.TopologyManagerWriteServiceImplBase;
import com.google.protobuf.util.Timestamps;
import io.cmc.sim.node.Domain;
import io.cmc.sim.node.DomainStore.ValidParameters;
import io.cmc.sim.node.DomainTopology.Member;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A domain's manager: reads and writes its topology. The store has two names, the domain's id and "Authorized". */
final class DomainManager {

  private static final String AUTHORIZED = "Authorized";
  private final Domain domain;
  private final Replies replies;

  DomainManager(Domain domain, Replies replies) {
    this.domain = domain;
    this.replies = replies;
  }

  private boolean covers(BaseQuery query) {
    return domain.id().startsWith(query.getFilterStore()) || AUTHORIZED.equals(query.getFilterStore());
  }

  private BaseResult.Builder context(BaseQuery query) {
    return BaseResult.newBuilder().setStore(query.getFilterStore().equals(AUTHORIZED) ? AUTHORIZED : domain.id());
  }

  final class Read extends TopologyManagerReadServiceImplBase {

    @Override
    public void listAvailableStores(ListAvailableStoresRequest request, StreamObserver<ListAvailableStoresResult> caller) {
      replies.answer(caller, () -> ListAvailableStoresResult.newBuilder().addStoreIds(AUTHORIZED).addStoreIds(domain.id()).build());
    }

    @Override
    public void listParticipantDomainState(
        ListParticipantDomainStateRequest request, StreamObserver<ListParticipantDomainStateResult> caller) {
      replies.answer(caller, () -> {
        var answer = ListParticipantDomainStateResult.newBuilder();
        if (!covers(request.getBaseQuery()) || !domain.id().startsWith(request.getFilterDomain())) return answer.build();
        domain.topology().members().stream()
            .filter(m -> m.uid().startsWith(request.getFilterParticipant().replace("PAR::", "")))
            .forEach(m -> show(m, request.getBaseQuery(), answer));
        return answer.build();
      });
    }

    private void show(Member member, BaseQuery query, ListParticipantDomainStateResult.Builder in) {
      if (member.allowed()) in.addResults(result(member, RequestSide.From, query));
      if (member.trusted()) in.addResults(result(member, RequestSide.To, query));
    }

    private ListParticipantDomainStateResult.Result result(Member member, RequestSide side, BaseQuery query) {
      return ListParticipantDomainStateResult.Result.newBuilder().setContext(context(query)).setItem(ParticipantState.newBuilder()
          .setSide(side).setDomain(domain.id()).setParticipant("PAR::" + member.uid())
          .setPermission(ParticipantPermission.Submission).setTrustLevel(TrustLevel.Ordinary)).build();
    }

    /** The head state is the newest alone; everything else here is the whole history. */
    @Override
    public void listDomainParametersChanges(
        ListDomainParametersChangesRequest request, StreamObserver<ListDomainParametersChangesResult> caller) {
      replies.answer(caller, () -> {
        var answer = ListDomainParametersChangesResult.newBuilder();
        if (!covers(request.getBaseQuery())) return answer.build();
        var all = domain.parameterHistory();
        var from = request.getBaseQuery().hasRange() ? 0 : all.size() - 1;
        IntStream.range(from, all.size()).forEach(i -> show(all, i, request.getBaseQuery(), answer));
        return answer.build();
      });
    }

    private void show(List<ValidParameters> all, int i, BaseQuery query, ListDomainParametersChangesResult.Builder in) {
      var context = context(query).setOperation(TopologyChangeOp.Replace).setValidFrom(timestamp(all.get(i).from())).setSequenced(timestamp(all.get(i).from()));
      if (i + 1 < all.size()) context.setValidUntil(timestamp(all.get(i + 1).from()));
      ParameterMessages.show(in.addResultsBuilder().setContext(context), domain.spec().protocolVersion(), all.get(i).parameters());
    }

    private static com.google.protobuf.Timestamp timestamp(Instant at) {
      return Timestamps.fromMillis(at.toEpochMilli());
    }
  }

  final class Write extends TopologyManagerWriteServiceImplBase {

    @Override
    public void authorizeDomainParametersChange(DomainParametersChangeAuthorization request, StreamObserver<AuthorizationSuccess> caller) {
      replies.answer(caller, () -> {
        checkDomain(request.getDomain());
        if (!request.hasAuthorization()) throw Status.INVALID_ARGUMENT.withDescription("FieldNotSet(authorization)").asRuntimeException();
        domain.change(ParameterMessages.wanted(request, domain.spec().protocolVersion(), domain.parameters()));
        return AuthorizationSuccess.getDefaultInstance();
      });
    }

    @Override
    public void authorizeParticipantDomainState(ParticipantDomainStateAuthorization request, StreamObserver<AuthorizationSuccess> caller) {
      replies.answer(caller, () -> {
        checkDomain(request.getDomain());
        if (request.getSide() != RequestSide.To) domain.allow(request.getParticipant().replace("PAR::", ""));
        return AuthorizationSuccess.getDefaultInstance();
      });
    }

    private void checkDomain(String id) {
      if (!id.equals(domain.id())) {
        throw Status.INVALID_ARGUMENT.withDescription("expected the domain " + domain.id() + ", but found " + id).asRuntimeException();
      }
    }
  }
}
