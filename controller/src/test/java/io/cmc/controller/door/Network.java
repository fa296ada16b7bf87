// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import com.google.protobuf.Message;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.cmc.access.Rule;
import io.cmc.api.v1.AmendMigrationRequest;
import io.cmc.api.v1.AmendedAddress;
import io.cmc.api.v1.Confirmation;
import io.cmc.api.v1.Endpoint;
import io.cmc.api.v1.OrderContext;
import io.cmc.api.v1.Phase;
import io.cmc.api.v1.Plan;
import io.cmc.controller.activity.Plans;
import io.cmc.id.MigrationId;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.wire.PlanMessage;
import java.util.List;
import java.util.stream.IntStream;

/** Migrations of team "a" alone, of "a" with others, and of none; and an order of every kind about them. */
final class Network {

  static final String OWN = "net-own";
  static final String SHARED = "net-shared";
  static final String NOWHERE = "net-none";

  private Network() {}

  static List<MigrationPlan> plans() {
    return List.of(plan(OWN, "a", "a"), plan(SHARED, "a", "b", ""));
  }

  /** Participants alfa, bravo, charlie in this order. */
  static MigrationPlan plan(String name, String... teams) {
    var plan = Plans.named(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, teams.length), new MigrationId(name));
    return Plans.with(plan, IntStream.range(0, teams.length).mapToObj(i -> of(plan.participants().get(i), teams[i])).toList());
  }

  private static ParticipantPlan of(ParticipantPlan p, String team) {
    return new ParticipantPlan(p.name(), p.uid(), team, p.admin(), p.ledger(), p.database(), p.backup());
  }

  /** @param participant who is named, where one can be */
  static Message order(Rule rule, String migration, String participant, String key) {
    var type = Door.services().stream().map(s -> s.getMethod(rule.call())).filter(m -> m != null).findFirst().orElseThrow();
    var prototype = ((io.grpc.protobuf.ProtoMethodDescriptorSupplier) type.getMethodDescriptor().getSchemaDescriptor()).getMethodDescriptor().getInputType();
    var request = prototype(type.getMethodDescriptor().getRequestMarshaller()).toBuilder();
    prototype.getFields().forEach(f -> value(rule, f, migration, participant, key).ifPresent(v -> request.setField(f, v)));
    var order = request.build();
    return order instanceof AmendMigrationRequest r ? amendment(r, participant) : order;
  }

  private static Message prototype(io.grpc.MethodDescriptor.Marshaller<?> marshaller) {
    return ((io.grpc.MethodDescriptor.PrototypeMarshaller<Message>) marshaller).getMessagePrototype();
  }

  private static java.util.Optional<Object> value(Rule rule, FieldDescriptor field, String migration, String participant, String key) {
    return java.util.Optional.ofNullable(switch (field.getName()) {
      case "migration", "confirm" -> migration;
      case "participant" -> participant;
      case "incident" -> (participant.isEmpty() ? migration : migration + "/" + participant) + "~7";
      case "context" -> OrderContext.newBuilder().setReason("because").setIdempotencyKey(key).build();
      case "plan" -> message(migration);
      case "shown" -> "digest";
      case "check" -> "disk";
      case "text" -> "a word";
      case "group" -> LetterTable.KAFKA;
      case "event" -> "e-1";
      case "gate" -> field.getEnumType().equals(Phase.getDescriptor()) ? Phase.MOVE_CONTRACTS.getValueDescriptor() : field.getEnumType().findValueByNumber(1);
      case "what" -> (participant.isEmpty() ? Confirmation.INGRESS_CLOSED : Confirmation.BACKUP_TAKEN).getValueDescriptor();
      case "person" -> "p-0123456789abcdef";
      case "held" -> migration;
      case "team" -> "a";
      case "plan_hash" -> "ab".repeat(32);
      default -> null;
    });
  }

  private static Plan message(String migration) {
    return plans().stream().filter(p -> p.migration().value().equals(migration)).findFirst().map(PlanMessage::of)
        .orElseGet(() -> PlanMessage.of(plan(migration, "a")));
  }

  private static Message amendment(AmendMigrationRequest r, String participant) {
    var there = Endpoint.newBuilder().setHost("elsewhere.example").setPort(5012);
    return r.toBuilder().addAddresses(AmendedAddress.newBuilder().setParticipant(participant).setAdmin(there)).build();
  }
}
