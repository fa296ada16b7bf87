// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.replay;

import com.digitalasset.canton.domain.admin.v0.DomainStatusServiceGrpc;
import com.digitalasset.canton.domain.api.v0.SequencerConnectServiceGrpc;
import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.InspectionServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ParticipantRepairServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.PingServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc;
import com.digitalasset.canton.topology.admin.v0.InitializationServiceGrpc;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import java.util.List;

/** Finds a method by its short name, and reads its messages from JSON. */
final class Methods {

  private static final List<ServiceDescriptor> SERVICES = List.of(
      ResourceManagementServiceGrpc.getServiceDescriptor(), DomainConnectivityServiceGrpc.getServiceDescriptor(),
      ParticipantRepairServiceGrpc.getServiceDescriptor(), PingServiceGrpc.getServiceDescriptor(), InspectionServiceGrpc.getServiceDescriptor(),
      ParticipantStatusServiceGrpc.getServiceDescriptor(), StatusServiceGrpc.getServiceDescriptor(), SequencerConnectServiceGrpc.getServiceDescriptor(),
      InitializationServiceGrpc.getServiceDescriptor(), DomainStatusServiceGrpc.getServiceDescriptor());

  private Methods() {}

  @SuppressWarnings("unchecked")
  static MethodDescriptor<Message, Message> named(String shortName) {
    return (MethodDescriptor<Message, Message>) SERVICES.stream().flatMap(s -> s.getMethods().stream())
        .filter(m -> m.getFullMethodName().endsWith("." + shortName)).findFirst().orElseThrow(() -> new IllegalArgumentException(shortName));
  }

  static Message request(MethodDescriptor<Message, Message> method, String json) {
    return parse(method.getRequestMarshaller(), json);
  }

  static Message response(MethodDescriptor<Message, Message> method, String json) {
    return parse(method.getResponseMarshaller(), json);
  }

  private static Message parse(MethodDescriptor.Marshaller<Message> marshaller, String json) {
    try {
      var message = ((Message) ((PrototypeMarshaller<Message>) marshaller).getMessagePrototype()).newBuilderForType();
      JsonFormat.parser().merge(json, message);
      return message.build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
