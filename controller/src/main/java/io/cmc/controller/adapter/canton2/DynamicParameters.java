// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.digitalasset.canton.protocol.v0.TopologyChangeOp;
import com.digitalasset.canton.topology.admin.v0.AuthorizationData;
import com.digitalasset.canton.topology.admin.v0.DomainParametersChangeAuthorization;
import com.digitalasset.canton.topology.admin.v0.ListDomainParametersChangesRequest;
import com.digitalasset.canton.topology.admin.v0.ListDomainParametersChangesResult;
import com.digitalasset.canton.topology.admin.v0.ListDomainParametersChangesResult.Result;
import com.digitalasset.canton.topology.admin.v0.TopologyManagerReadServiceGrpc;
import io.cmc.controller.port.ParticipantNode.DomainParameters;
import io.cmc.id.SynchronizerId;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/** A domain's parameters as a node's topology has them, in the shape of the domain's protocol version. */
record DynamicParameters(SynchronizerId domain, Result stored, DomainParameters terms) {

  static DynamicParameters read(Link link, SynchronizerId domain) {
    var request = ListDomainParametersChangesRequest.newBuilder().setBaseQuery(Topology.headOf(domain)).build();
    var call = Call.read(TopologyManagerReadServiceGrpc.getListDomainParametersChangesMethod(), request, link.deadlines().own());
    return link.ask(call, answer -> of(domain, newest(answer, domain)));
  }

  private static DynamicParameters of(SynchronizerId domain, Result stored) {
    return new DynamicParameters(domain, stored, terms(stored));
  }

  private static Result newest(ListDomainParametersChangesResult answer, SynchronizerId domain) {
    // the filter may be taken as the beginning of a name
    return answer.getResultsList().stream().filter(r -> r.getContext().getStore().equals(domain.value()))
        .max(Comparator.comparingLong((Result r) -> r.getContext().getValidFrom().getSeconds())
            .thenComparingInt(r -> r.getContext().getValidFrom().getNanos()))
        .orElseThrow(() -> new IllegalArgumentException("no parameters of " + domain));
  }

  private static DomainParameters terms(Result stored) {
    return switch (stored.getParametersCase()) {
      case V0 -> {
        var p = stored.getV0();
        yield terms(response(p.hasParticipantResponseTimeout(), p.getParticipantResponseTimeout()),
            reaction(p.hasMediatorReactionTimeout(), p.getMediatorReactionTimeout()),
            tolerance(p.hasLedgerTimeRecordTimeTolerance(), p.getLedgerTimeRecordTimeTolerance()), Optional.empty());
      }
      case V1 -> {
        var p = stored.getV1();
        yield terms(response(p.hasParticipantResponseTimeout(), p.getParticipantResponseTimeout()),
            reaction(p.hasMediatorReactionTimeout(), p.getMediatorReactionTimeout()),
            tolerance(p.hasLedgerTimeRecordTimeTolerance(), p.getLedgerTimeRecordTimeTolerance()), Optional.of(p.getMaxRatePerParticipant()));
      }
      case V2 -> {
        var p = stored.getV2();
        yield terms(response(p.hasParticipantResponseTimeout(), p.getParticipantResponseTimeout()),
            reaction(p.hasMediatorReactionTimeout(), p.getMediatorReactionTimeout()),
            tolerance(p.hasLedgerTimeRecordTimeTolerance(), p.getLedgerTimeRecordTimeTolerance()), Optional.of(p.getMaxRatePerParticipant()));
      }
      case PARAMETERS_NOT_SET -> throw new IllegalArgumentException("parameters of a shape that this service does not know");
    };
  }

  /** All parameters as they are, those we do not know included, with another rate; empty before protocol version 4. */
  Optional<DomainParametersChangeAuthorization> withRate(int rate) {
    var change = DomainParametersChangeAuthorization.newBuilder().setDomain(domain.value())
        .setAuthorization(AuthorizationData.newBuilder().setChange(TopologyChangeOp.Replace));
    return switch (stored.getParametersCase()) {
      case V1 -> Optional.of(change.setParametersV1(stored.getV1().toBuilder().setMaxRatePerParticipant(rate)).build());
      case V2 -> Optional.of(change.setParametersV2(stored.getV2().toBuilder().setMaxRatePerParticipant(rate)).build());
      case V0, PARAMETERS_NOT_SET -> Optional.empty();
    };
  }

  private static DomainParameters terms(Duration response, Duration reaction, Duration tolerance, Optional<Integer> rate) {
    return new DomainParameters(response, reaction, tolerance, rate);
  }

  private static Duration response(boolean present, com.google.protobuf.Duration wire) {
    return Times.duration("participant_response_timeout", present, wire);
  }

  private static Duration reaction(boolean present, com.google.protobuf.Duration wire) {
    return Times.duration("mediator_reaction_timeout", present, wire);
  }

  private static Duration tolerance(boolean present, com.google.protobuf.Duration wire) {
    return Times.duration("ledger_time_record_time_tolerance", present, wire);
  }
}
