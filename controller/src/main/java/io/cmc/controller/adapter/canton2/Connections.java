// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.digitalasset.canton.domain.api.v0.SequencerConnection;
import com.digitalasset.canton.participant.admin.v0.ConnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DisconnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.GetDomainIdRequest;
import com.digitalasset.canton.participant.admin.v0.ListConfiguredDomainsRequest;
import com.digitalasset.canton.participant.admin.v0.ListConfiguredDomainsResponse;
import com.digitalasset.canton.participant.admin.v0.ListConnectedDomainsRequest;
import com.digitalasset.canton.participant.admin.v0.ModifyDomainRequest;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode.Configured;
import io.cmc.controller.port.ParticipantNode.Connected;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.rejection.ProblemCode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The domains a participant knows and is connected to. */
final class Connections {

  private final Pinned node;

  Connections(Pinned node) {
    this.node = node;
  }

  List<Connected> connected() {
    var link = node.link();
    var call = Call.read(DomainConnectivityServiceGrpc.getListConnectedDomainsMethod(), ListConnectedDomainsRequest.getDefaultInstance(),
        link.deadlines().own());
    return link.ask(call, answer -> answer.getConnectedDomainsList().stream()
        .map(d -> new Connected(new SynchronizerAlias(d.getDomainAlias()), new SynchronizerId(d.getDomainId()), d.getHealthy())).toList());
  }

  List<Configured> configured() {
    return listed(Connections::read);
  }

  private <T> List<T> listed(Function<ListConfiguredDomainsResponse.Result, T> read) {
    var link = node.link();
    var call = Call.read(DomainConnectivityServiceGrpc.getListConfiguredDomainsMethod(), ListConfiguredDomainsRequest.getDefaultInstance(),
        link.deadlines().own());
    return link.ask(call, answer -> answer.getResultsList().stream().map(read).toList());
  }

  private static Configured read(ListConfiguredDomainsResponse.Result result) {
    var config = result.getConfig();
    var grpcs = config.getSequencerConnectionsList().stream().map(SequencerConnection::getGrpc).toList();
    var urls = grpcs.stream().flatMap(grpc -> grpc.getConnectionsList().stream()).toList();
    return new Configured(new SynchronizerAlias(config.getDomainAlias()), config.getManualConnect(), result.getConnected(), urls, trusted(grpcs));
  }

  private static Map<String, String> trusted(List<SequencerConnection.Grpc> grpcs) {
    var trusted = new TreeMap<String, String>();
    grpcs.stream().filter(SequencerConnection.Grpc::hasCustomTrustCertificates).forEach(grpc -> grpc.getConnectionsList()
        .forEach(url -> trusted.put(url, grpc.getCustomTrustCertificates().getValue().toStringUtf8())));
    return trusted;
  }

  /** Never in the background: a participant that connects by itself later is one that nobody has looked at. */
  void connect(SynchronizerAlias alias) {
    var link = node.link();
    var request = ConnectDomainRequest.newBuilder().setDomainAlias(alias.value()).setRetry(false).build();
    var call = Call.change(DomainConnectivityServiceGrpc.getConnectDomainMethod(), request, link.deadlines().asksDomain());
    if (!link.ask(call, answer -> answer.getConnectedSuccessfully())) {
      throw link.trouble(Kind.TRANSIENT, ProblemCode.NODE_REFUSED, link.where().address() + " to connect to " + alias, "not connected");
    }
  }

  void disconnect(SynchronizerAlias alias) {
    var link = node.link();
    var request = DisconnectDomainRequest.newBuilder().setDomainAlias(alias.value()).build();
    link.tell(Call.change(DomainConnectivityServiceGrpc.getDisconnectDomainMethod(), request, link.deadlines().disconnect()));
  }

  /** Changes nothing where it is so already. Fields of the configuration that we do not know are kept, as protobuf does. */
  void setConnectsManually(SynchronizerAlias alias, boolean manually) {
    var stored = stored(alias);
    if (stored.getManualConnect() == manually) return;
    var link = node.link();
    var request = ModifyDomainRequest.newBuilder().setModify(stored.toBuilder().setManualConnect(manually)).build();
    link.tell(Call.change(DomainConnectivityServiceGrpc.getModifyDomainMethod(), request, link.deadlines().own()));
  }

  private DomainConnectionConfig stored(SynchronizerAlias alias) {
    return listed(ListConfiguredDomainsResponse.Result::getConfig).stream()
        .filter(config -> config.getDomainAlias().equals(alias.value())).findFirst()
        .orElseThrow(() -> node.link().trouble(Kind.PERMANENT, ProblemCode.SOURCE_UNKNOWN,
            "an active configuration of " + alias + " at " + node.link().where().address(), "none"));
  }

  Optional<SynchronizerId> idOf(SynchronizerAlias alias) {
    var link = node.link();
    var request = GetDomainIdRequest.newBuilder().setDomainAlias(alias.value()).build();
    try {
      return Optional.of(link.ask(Call.read(DomainConnectivityServiceGrpc.getGetDomainIdMethod(), request, link.deadlines().asksDomain()),
          answer -> new SynchronizerId(answer.getDomainId())));
    } catch (NodeTrouble trouble) {
      if (trouble.getCause() instanceof StatusRuntimeException e && e.getStatus().getCode() == Status.Code.NOT_FOUND) return Optional.empty();
      throw trouble;
    }
  }
}
