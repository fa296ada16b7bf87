// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.digitalasset.canton.domain.admin.v0.DomainStatusRequest;
import com.digitalasset.canton.domain.admin.v0.DomainStatusResponse;
import com.digitalasset.canton.domain.admin.v0.DomainStatusServiceGrpc;
import com.digitalasset.canton.health.admin.v0.DomainStatusInfo;
import com.digitalasset.canton.health.admin.v0.NodeStatus;
import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc;
import com.digitalasset.canton.topology.admin.v0.TopologyManagerWriteServiceGrpc;
import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cmc.controller.port.DomainNode;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode.DomainParameters;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerId;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A domain's admin API. */
final class CantonDomain implements DomainNode {

  private final Pinned node;
  private final Link link;

  CantonDomain(Pinned node) {
    this.node = node;
    this.link = node.link();
  }

  @Override public SynchronizerId id() {
    return new SynchronizerId(node.uid().value());
  }

  @Override public List<NodeUid> connectedParticipants() {
    var call = Call.read(DomainStatusServiceGrpc.getDomainStatusMethod(), DomainStatusRequest.getDefaultInstance(), link.deadlines().own());
    return link.askIfServed(call, this::connected).orElseGet(this::connectedBefore210);
  }

  private List<NodeUid> connected(DomainStatusResponse answer) {
    if (answer.hasStatus()) return participants(answer.getStatus().getConnectedParticipantsUidList());
    throw notReady(answer.hasFailure() ? answer.getFailure().getErrorMessage() : "a domain that is not up");
  }

  private List<NodeUid> connectedBefore210() {
    var call = Call.read(StatusServiceGrpc.getStatusMethod(), Empty.getDefaultInstance(), link.deadlines().own());
    return link.ask(call, answer -> {
      if (!answer.hasSuccess()) throw notReady("a domain that is not up");
      return participants(info(answer.getSuccess()).getConnectedParticipantsList());
    });
  }

  /** A node that is no sequencer, a domain manager of its own for example, must not pass for one with nobody connected. */
  private static DomainStatusInfo info(NodeStatus.Status status) {
    try {
      var info = DomainStatusInfo.parseFrom(status.getExtra());
      if (!info.hasSequencer()) throw new IllegalArgumentException("the status of a node that has no sequencer");
      return info;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the status of another kind of node", e);
    }
  }

  private static List<NodeUid> participants(List<String> names) {
    return names.stream().map(Identity::participant).toList();
  }

  @Override public Set<NodeUid> knownParticipants() {
    return Topology.participants(link, id());
  }

  @Override public DomainParameters parameters() {
    return stored().terms();
  }

  private DynamicParameters stored() {
    return DynamicParameters.read(link, id());
  }

  /** Read, changed and written back as a whole, for Canton replaces them all. Nothing is written where the rate is that already. */
  @Override public void setMaxRatePerParticipant(int rate) {
    var stored = stored();
    var change = stored.withRate(rate).orElseThrow(() -> link.trouble(Kind.PERMANENT, ProblemCode.RATE_NOT_SETTABLE,
        "parameters of protocol version 4 or later at " + link.where().address(), stored.stored().getParametersCase().name()));
    if (stored.terms().maxRatePerParticipant().equals(Optional.of(rate))) return;
    link.tell(Call.change(TopologyManagerWriteServiceGrpc.getAuthorizeDomainParametersChangeMethod(), change, link.deadlines().own()));
  }

  @Override public Set<NodeUid> allowedParticipants() {
    return Topology.allowed(link, id());
  }

  private NodeTrouble notReady(String found) {
    return link.trouble(Kind.TRANSIENT, ProblemCode.NODE_NOT_READY, "a domain's status at " + link.where().address(), found);
  }
}
