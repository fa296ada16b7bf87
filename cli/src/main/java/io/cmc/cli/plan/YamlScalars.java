// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.cmc.api.v1.Participant;
import io.cmc.api.v1.Plan;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Single values of a plan. */
final class YamlScalars {

  private final YamlComplaints complaints;

  YamlScalars(YamlComplaints complaints) {
    this.complaints = complaints;
  }

  Object read(FieldDescriptor field, Node node) {
    if (!(node instanceof ScalarNode scalar) || isNull(node)) {
      throw complaints.unreadable(node, expected(field) + " for '" + FieldNames.of(field) + "'", describe(node));
    }
    return value(field, scalar.getValue()).orElseThrow(() -> complaints.unreadable(node,
        expected(field) + " for '" + FieldNames.of(field) + "'", "'" + scalar.getValue() + "'"));
  }

  private static Optional<?> value(FieldDescriptor field, String text) {
    return switch (field.getJavaType()) {
      case STRING -> Optional.of(text);
      case INT -> wholeNumber(text);
      case ENUM -> FieldNames.word(field.getEnumType(), text);
      case MESSAGE -> isMoment(field) ? Moments.parse(text) : Durations.parse(text);
      case BOOLEAN -> text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
      case LONG, FLOAT, DOUBLE, BYTE_STRING ->
          throw new IllegalStateException("no plan had a field like " + field.getFullName());
    };
  }

  private static Optional<Integer> wholeNumber(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String expected(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> "a whole number";
      case BOOLEAN -> "true or false";
      case ENUM -> "one of " + FieldNames.all(field.getEnumType());
      case MESSAGE -> isMoment(field) ? Moments.EXPECTED : Durations.EXPECTED;
      default -> "a text";
    };
  }

  static boolean isDuration(FieldDescriptor field) {
    return field.getMessageType().getFullName().equals(Duration.getDescriptor().getFullName());
  }

  static boolean isMoment(FieldDescriptor field) {
    return field.getMessageType().getFullName().equals(Timestamp.getDescriptor().getFullName());
  }

  static boolean isNull(Node node) {
    return Tag.NULL.equals(node.getTag());
  }

  static String describe(Node node) {
    return switch (node) {
      case MappingNode _ -> "a block of fields";
      case SequenceNode _ -> "a list";
      case ScalarNode scalar when isNull(scalar) -> "nothing";
      default -> "a single value";
    };
  }

  static Stream<ScalarNode> participantNames(MappingNode plan) {
    return values(plan, Plan.getDescriptor().findFieldByNumber(Plan.PARTICIPANTS_FIELD_NUMBER))
        .filter(SequenceNode.class::isInstance).flatMap(list -> ((SequenceNode) list).getValue().stream())
        .filter(MappingNode.class::isInstance).flatMap(p -> values((MappingNode) p,
            Participant.getDescriptor().findFieldByNumber(Participant.NAME_FIELD_NUMBER)))
        .map(ScalarNode.class::cast);
  }

  private static Stream<Node> values(MappingNode node, FieldDescriptor field) {
    return node.getValue().stream()
        .filter(e -> FieldNames.find(field.getContainingType(), ((ScalarNode) e.getKeyNode()).getValue())
            .filter(field::equals).isPresent())
        .map(e -> e.getValueNode());
  }
}
