// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.protocol.v2.DynamicDomainParameters;
import com.digitalasset.canton.topology.admin.v0.DomainParametersChangeAuthorization;
import com.digitalasset.canton.topology.admin.v0.ListDomainParametersChangesResult;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cmc.sim.node.DomainParameters;
import io.grpc.Status;

/** Dynamic parameters in the message of a protocol version; the older messages have the same numbers and fewer of them. */
final class ParameterMessages {

  private ParameterMessages() {}

  static void show(ListDomainParametersChangesResult.Result.Builder in, int protocolVersion, DynamicDomainParameters parameters) {
    try {
      var bytes = parameters.toByteString();
      switch (DomainParameters.messageOf(protocolVersion)) {
        case 0 -> in.setV0(known(com.digitalasset.canton.protocol.v0.DynamicDomainParameters.parseFrom(bytes)));
        case 1 -> in.setV1(known(com.digitalasset.canton.protocol.v1.DynamicDomainParameters.parseFrom(bytes)));
        default -> in.setV2(parameters);
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is to hold from now on; everything that the message leaves out is gone, except what its protocol version does not know. */
  static DynamicDomainParameters wanted(DomainParametersChangeAuthorization request, int protocolVersion, DynamicDomainParameters now) {
    var expected = DomainParameters.messageOf(protocolVersion);
    var given = switch (request.getParametersCase()) {
      case PARAMETERS_V0 -> 0;
      case PARAMETERS_V1 -> 1;
      case PARAMETERS_V2 -> 2;
      case PARAMETERS_NOT_SET -> throw Status.INVALID_ARGUMENT.withDescription("FieldNotSet(DomainParametersChangeAuthorization.parameters)").asRuntimeException();
    };
    if (given != expected) {
      throw Status.INVALID_ARGUMENT.withDescription("the domain's protocol version " + protocolVersion + " needs parameters_v" + expected
          + ", but found parameters_v" + given).asRuntimeException();
    }
    return merge(request, given, now);
  }

  private static DynamicDomainParameters merge(DomainParametersChangeAuthorization request, int given, DynamicDomainParameters now) {
    try {
      return switch (given) {
        case 0 -> DynamicDomainParameters.parseFrom(request.getParametersV0().toByteString()).toBuilder()
            .setReconciliationInterval(now.getReconciliationInterval()).setMediatorDeduplicationTimeout(now.getMediatorDeduplicationTimeout())
            .setMaxRatePerParticipant(now.getMaxRatePerParticipant()).setMaxRequestSize(now.getMaxRequestSize()).build();
        case 1 -> DynamicDomainParameters.parseFrom(request.getParametersV1().toByteString());
        default -> request.getParametersV2();
      };
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without the fields that the older message does not have. */
  @SuppressWarnings("unchecked")
  private static <M extends Message> M known(M message) {
    return (M) message.toBuilder().setUnknownFields(com.google.protobuf.UnknownFieldSet.getDefaultInstance()).build();
  }
}
