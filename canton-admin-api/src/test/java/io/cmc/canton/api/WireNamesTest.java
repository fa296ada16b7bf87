// SPDX-License-Identifier: Apache-2.0
package io.cmc.canton.api;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.daml.ledger.api.v1.ActiveContractsServiceGrpc;
import com.daml.ledger.api.v1.CommandServiceGrpc;
import com.daml.ledger.api.v1.CommandSubmissionServiceGrpc;
import com.daml.ledger.api.v1.LedgerIdentityServiceGrpc;
import com.daml.ledger.api.v1.TransactionServiceGrpc;
import com.daml.ledger.api.v1.admin.PartyManagementServiceGrpc;
import com.digitalasset.canton.connection.v30.ApiInfoServiceGrpc;
import com.digitalasset.canton.domain.admin.v0.DomainServiceGrpc;
import com.digitalasset.canton.domain.admin.v0.DomainStatusServiceGrpc;
import com.digitalasset.canton.domain.api.v0.DomainTimeServiceGrpc;
import com.digitalasset.canton.domain.api.v0.SequencerConnectServiceGrpc;
import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.InspectionServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ParticipantRepairServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.PingServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc;
import com.digitalasset.canton.topology.admin.v0.InitializationServiceGrpc;
import com.digitalasset.canton.topology.admin.v0.TopologyAggregationServiceGrpc;
import com.digitalasset.canton.topology.admin.v0.TopologyManagerReadServiceGrpc;
import com.digitalasset.canton.topology.admin.v0.TopologyManagerWriteServiceGrpc;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Canton's nodes know these names and numbers and no others; the list was compared with the protos of Canton 2.10. */
class WireNamesTest {

  private static final List<ServiceDescriptor> SERVICES = List.of(
      ResourceManagementServiceGrpc.getServiceDescriptor(), DomainConnectivityServiceGrpc.getServiceDescriptor(),
      ParticipantRepairServiceGrpc.getServiceDescriptor(), PingServiceGrpc.getServiceDescriptor(),
      InspectionServiceGrpc.getServiceDescriptor(), ParticipantStatusServiceGrpc.getServiceDescriptor(),
      StatusServiceGrpc.getServiceDescriptor(), ApiInfoServiceGrpc.getServiceDescriptor(),
      SequencerConnectServiceGrpc.getServiceDescriptor(), DomainTimeServiceGrpc.getServiceDescriptor(),
      InitializationServiceGrpc.getServiceDescriptor(), TopologyAggregationServiceGrpc.getServiceDescriptor(),
      TopologyManagerReadServiceGrpc.getServiceDescriptor(), TopologyManagerWriteServiceGrpc.getServiceDescriptor(),
      DomainStatusServiceGrpc.getServiceDescriptor(), DomainServiceGrpc.getServiceDescriptor(),
      ActiveContractsServiceGrpc.getServiceDescriptor(), TransactionServiceGrpc.getServiceDescriptor(),
      LedgerIdentityServiceGrpc.getServiceDescriptor(), CommandServiceGrpc.getServiceDescriptor(),
      CommandSubmissionServiceGrpc.getServiceDescriptor(), PartyManagementServiceGrpc.getServiceDescriptor());

  @Test
  void names_and_numbers_on_the_wire_are_those_of_canton() throws IOException {
    var frozen = frozen();

    var now = new TreeSet<String>();
    SERVICES.forEach(s -> s.getMethods().forEach(m -> now.add(line(m))));
    files().forEach(f -> describe(f, now));

    assertThat(now).as("the wire is Canton's: a name or number may only change if Canton changed it,"
        + " and then frozen-wire.txt changes with it").containsExactlyElementsOf(frozen);
  }

  @Test
  void the_odd_spellings_are_kept() {
    assertThat(PingServiceGrpc.getPingMethod().getFullMethodName())
        .isEqualTo("com.digitalasset.canton.participant.admin.v0.PingService/ping");
    assertThat(DomainTimeServiceGrpc.getFetchTimeMethod().getFullMethodName())
        .isEqualTo("com.digitalasset.canton.domain.api.v0.DomainTimeService/FetchTime");
  }

  private static TreeSet<String> frozen() throws IOException {
    try (var in = WireNamesTest.class.getResourceAsStream("/frozen-wire.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().collect(toCollection(TreeSet::new));
    }
  }

  private static Set<FileDescriptor> files() {
    var found = new HashSet<FileDescriptor>();
    SERVICES.forEach(s -> collect(((ProtoFileDescriptorSupplier) s.getSchemaDescriptor()).getFileDescriptor(), found));
    return found;
  }

  private static void collect(FileDescriptor file, Set<FileDescriptor> found) {
    if (file.getPackage().startsWith("google.") || !found.add(file)) return;
    file.getDependencies().forEach(d -> collect(d, found));
  }

  private static void describe(FileDescriptor file, Set<String> lines) {
    file.getMessageTypes().forEach(m -> describe(m, lines));
    file.getEnumTypes().forEach(e -> describe(e, lines));
  }

  private static void describe(Descriptor message, Set<String> lines) {
    message.getFields().forEach(f -> lines.add(line(message, f)));
    message.getNestedTypes().forEach(m -> describe(m, lines));
    message.getEnumTypes().forEach(e -> describe(e, lines));
  }

  private static void describe(EnumDescriptor type, Set<String> lines) {
    type.getValues().forEach(v -> lines.add("value %s.%s = %d".formatted(type.getFullName(), v.getName(), v.getNumber())));
  }

  private static String line(MethodDescriptor<?, ?> method) {
    return "method %s %s".formatted(method.getFullMethodName(), method.getType());
  }

  private static String line(Descriptor message, FieldDescriptor f) {
    var type = switch (f.getJavaType()) {
      case MESSAGE -> f.getMessageType().getFullName();
      case ENUM -> f.getEnumType().getFullName();
      default -> f.getType().name().toLowerCase();
    };
    var words = Stream.of(f.isRepeated() ? "repeated" : "", type).filter(w -> !w.isEmpty()).toList();
    return "field %s.%s = %d %s".formatted(message.getFullName(), f.getName(), f.getNumber(), String.join(" ", words));
  }
}
