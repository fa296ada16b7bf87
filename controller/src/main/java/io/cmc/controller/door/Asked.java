// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.cmc.access.OrderContext;
import io.cmc.api.v1.AmendMigrationRequest;
import io.cmc.api.v1.AmendedAddress;
import io.cmc.api.v1.IncidentOrder;
import io.cmc.api.v1.Participant;
import io.cmc.api.v1.Plan;
import io.cmc.command.Order;
import io.cmc.id.NodeName;
import io.cmc.journey.IncidentDeed;
import java.util.List;
import java.util.Optional;

/**
 * What an order is about, read off its request before it is one: the fields have the same names in all of them.
 *
 * @param migration empty: none
 * @param nodes participants that are named; empty: the migration as a whole, or its domains
 * @param planned the teams of a plan that comes with it
 */
record Asked(String migration, List<String> nodes, List<String> planned, io.cmc.api.v1.OrderContext context) {

  /** @throws io.cmc.rejection.OrderRejected when it names what cannot be */
  static Asked of(Message request) {
    return switch (request) {
      case IncidentOrder r -> of(IncidentOrders.of(r.getIncident(), IncidentDeed.COMMENT, "", NOBODY), r);
      case AmendMigrationRequest r -> new Asked(r.getMigration(), addressed(r), List.of(), context(r));
      default -> new Asked(text(request, "migration").or(() -> plan(request).map(Plan::getMigration)).orElse(""),
          text(request, "participant").filter(p -> !p.isEmpty() && !p.equals(NodeName.DOMAINS.value())).stream().toList(),
          plan(request).stream().flatMap(p -> p.getParticipantsList().stream()).map(Participant::getTeam).toList(), context(request));
    };
  }

  private static final OrderContext NOBODY = new OrderContext(io.cmc.access.Actor.SERVICE, "", "", "", java.time.Instant.EPOCH);

  private static Asked of(Order incident, Message request) {
    var subject = Subject.of(incident);
    return new Asked(subject.migration().value(), subject.node().isEmpty() ? List.of() : List.of(subject.node()), List.of(), context(request));
  }

  /** Nothing but addresses is about those participants; whatever else is amended is about all. */
  private static List<String> addressed(AmendMigrationRequest r) {
    var others = r.toBuilder().clearContext().clearMigration().clearAddresses().build();
    return others.equals(AmendMigrationRequest.getDefaultInstance()) ? r.getAddressesList().stream().map(AmendedAddress::getParticipant).distinct().toList()
        : List.of();
  }

  private static Optional<String> text(Message request, String name) {
    return field(request, name).filter(f -> f.getJavaType() == FieldDescriptor.JavaType.STRING).map(f -> (String) request.getField(f));
  }

  private static Optional<Plan> plan(Message request) {
    return field(request, "plan").map(request::getField).filter(Plan.class::isInstance).map(Plan.class::cast);
  }

  /** What comes with every order; empty where nothing does. */
  static io.cmc.api.v1.OrderContext said(Message request) {
    return context(request);
  }

  private static io.cmc.api.v1.OrderContext context(Message request) {
    return field(request, "context").map(request::getField).filter(io.cmc.api.v1.OrderContext.class::isInstance)
        .map(io.cmc.api.v1.OrderContext.class::cast).orElse(io.cmc.api.v1.OrderContext.getDefaultInstance());
  }

  private static Optional<FieldDescriptor> field(Message request, String name) {
    return Optional.ofNullable(request.getDescriptorForType().findFieldByName(name));
  }
}
