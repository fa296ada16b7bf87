// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.participant.admin.v0.AcceptAgreementRequest;
import com.digitalasset.canton.participant.admin.v0.AcceptAgreementResponse;
import com.digitalasset.canton.participant.admin.v0.Agreement;
import com.digitalasset.canton.participant.admin.v0.ConnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.ConnectDomainResponse;
import com.digitalasset.canton.participant.admin.v0.DisconnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DisconnectDomainResponse;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc.DomainConnectivityServiceImplBase;
import com.digitalasset.canton.participant.admin.v0.GetAgreementRequest;
import com.digitalasset.canton.participant.admin.v0.GetAgreementResponse;
import com.digitalasset.canton.participant.admin.v0.GetDomainIdRequest;
import com.digitalasset.canton.participant.admin.v0.GetDomainIdResponse;
import com.digitalasset.canton.participant.admin.v0.ListConfiguredDomainsRequest;
import com.digitalasset.canton.participant.admin.v0.ListConfiguredDomainsResponse;
import com.digitalasset.canton.participant.admin.v0.ListConnectedDomainsRequest;
import com.digitalasset.canton.participant.admin.v0.ListConnectedDomainsResponse;
import com.digitalasset.canton.participant.admin.v0.ModifyDomainRequest;
import com.digitalasset.canton.participant.admin.v0.ModifyDomainResponse;
import com.digitalasset.canton.participant.admin.v0.ReconnectDomainsRequest;
import com.digitalasset.canton.participant.admin.v0.ReconnectDomainsResponse;
import com.digitalasset.canton.participant.admin.v0.RegisterDomainRequest;
import com.digitalasset.canton.participant.admin.v0.RegisterDomainResponse;
import io.cmc.sim.node.ConfigStatus;
import io.cmc.sim.node.Configurations;
import io.cmc.sim.node.Connections;
import io.cmc.sim.node.ParticipantProcess;
import io.grpc.stub.StreamObserver;
import java.util.stream.Collectors;

final class ConnectivityService extends DomainConnectivityServiceImplBase {

  private final ParticipantProcess process;
  private final Replies replies;

  ConnectivityService(ParticipantProcess process, Replies replies) {
    this.process = process;
    this.replies = replies;
  }

  private Connections connections() {
    return process.connections();
  }

  @Override
  public void listConnectedDomains(ListConnectedDomainsRequest request, StreamObserver<ListConnectedDomainsResponse> caller) {
    replies.answer(caller, () -> {
      var list = ListConnectedDomainsResponse.newBuilder();
      for (var c : connections().connected()) {
        list.addConnectedDomainsBuilder().setDomainAlias(c.alias()).setDomainId(c.domainId()).setHealthy(c.healthy());
      }
      return list.build();
    });
  }

  @Override
  public void listConfiguredDomains(ListConfiguredDomainsRequest request, StreamObserver<ListConfiguredDomainsResponse> caller) {
    replies.answer(caller, () -> {
      var list = ListConfiguredDomainsResponse.newBuilder();
      if (!process.isReady()) return list.build();
      var connected = connections().connected().stream().map(Connections.Shown::alias).collect(Collectors.toSet());
      process.configured().stream().filter(c -> c.status() == ConfigStatus.ACTIVE)
          .forEach(c -> list.addResultsBuilder().setConfig(c.config()).setConnected(connected.contains(c.alias())));
      return list.build();
    });
  }

  @Override
  public void connectDomain(ConnectDomainRequest request, StreamObserver<ConnectDomainResponse> caller) {
    replies.answer(caller, () -> ConnectDomainResponse.newBuilder()
        .setConnectedSuccessfully(connections().connect(request.getDomainAlias(), request.getRetry())).build());
  }

  @Override
  public void disconnectDomain(DisconnectDomainRequest request, StreamObserver<DisconnectDomainResponse> caller) {
    replies.answer(caller, () -> {
      connections().disconnect(request.getDomainAlias());
      return DisconnectDomainResponse.getDefaultInstance();
    });
  }

  @Override
  public void reconnectDomains(ReconnectDomainsRequest request, StreamObserver<ReconnectDomainsResponse> caller) {
    replies.answer(caller, () -> {
      connections().reconnect(request.getIgnoreFailures());
      return ReconnectDomainsResponse.getDefaultInstance();
    });
  }

  @Override
  public void registerDomain(RegisterDomainRequest request, StreamObserver<RegisterDomainResponse> caller) {
    replies.answer(caller, () -> {
      connections().register(Configurations.given(request.hasAdd(), request.getAdd()));
      return RegisterDomainResponse.getDefaultInstance();
    });
  }

  @Override
  public void modifyDomain(ModifyDomainRequest request, StreamObserver<ModifyDomainResponse> caller) {
    replies.answer(caller, () -> {
      connections().modify(Configurations.given(request.hasModify(), request.getModify()));
      return ModifyDomainResponse.getDefaultInstance();
    });
  }

  @Override
  public void getDomainId(GetDomainIdRequest request, StreamObserver<GetDomainIdResponse> caller) {
    replies.answer(caller, () -> GetDomainIdResponse.newBuilder().setDomainId(connections().domainId(request.getDomainAlias())).build());
  }

  @Override
  public void getAgreement(GetAgreementRequest request, StreamObserver<GetAgreementResponse> caller) {
    replies.answer(caller, () -> {
      var found = process.agreement(request.getDomainAlias());
      var answer = GetAgreementResponse.newBuilder().setDomainId(found.domainId()).setAccepted(found.accepted());
      if (!found.id().isEmpty()) answer.setAgreement(Agreement.newBuilder().setId(found.id()).setText(found.id()));
      return answer.build();
    });
  }

  @Override
  public void acceptAgreement(AcceptAgreementRequest request, StreamObserver<AcceptAgreementResponse> caller) {
    replies.answer(caller, () -> {
      process.accept(request.getDomainAlias(), request.getAgreementId());
      return AcceptAgreementResponse.getDefaultInstance();
    });
  }
}
