// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.cmc.api.v1.Plan;
import io.cmc.api.v1.Secret;
import java.util.List;
import java.util.stream.Collectors;

/** Writes fields in the order of the contract, each section under its comment; sections that are absent are shown as comments. */
final class PlanWriter {

  private static final String STEP = "  ";
  private final StringBuilder text = new StringBuilder();

  String write(Plan plan) {
    comment(PlanComments.HEADER);
    for (var field : Plan.getDescriptor().getFields()) {
      text.append('\n');
      comment(PlanComments.section(field));
      if (present(plan, field)) {
        field(plan, field, "");
      } else {
        comment(PlanComments.example(field));
      }
    }
    return text.toString();
  }

  private void comment(String lines) {
    lines.lines().forEach(line -> text.append("# ").append(line).append('\n'));
  }

  private static boolean present(Message message, FieldDescriptor field) {
    return field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field);
  }

  private void block(Message message, String indent) {
    message.getDescriptorForType().getFields().stream().filter(f -> present(message, f))
        .forEach(f -> field(message, f, indent));
  }

  private void field(Message message, FieldDescriptor field, String indent) {
    text.append(indent).append(FieldNames.of(field)).append(':');
    if (field.isRepeated()) {
      list((List<?>) message.getField(field), indent);
    } else {
      value(message.getField(field), indent);
    }
  }

  private void list(List<?> items, String indent) {
    if (items.getFirst() instanceof EnumValueDescriptor) {
      text.append(items.stream().map(PlanWriter::scalar).collect(Collectors.joining(", ", " [", "]\n")));
      return;
    }
    text.append('\n');
    items.forEach(item -> item(item, indent));
  }

  /** The dash takes the place of the first field's indentation. */
  private void item(Object item, String indent) {
    if (!(item instanceof Message message) || message.getAllFields().isEmpty()) {
      text.append(indent).append("  - ").append(item instanceof Message ? "{}" : scalar(item)).append('\n');
      return;
    }
    var start = text.length();
    block(message, indent + STEP + STEP);
    text.replace(start, start + indent.length() + 4, indent + "  - ");
  }

  private void value(Object value, String indent) {
    if (value instanceof Message message && !(value instanceof Duration) && !(value instanceof Timestamp)) {
      nested(message, indent);
    } else {
      text.append(' ').append(scalar(value)).append('\n');
    }
  }

  private void nested(Message message, String indent) {
    if (message.getAllFields().isEmpty()) {
      text.append(" {}\n");
    } else if (message instanceof Secret) {
      text.append(message.getAllFields().entrySet().stream()
          .map(e -> FieldNames.of(e.getKey()) + ": " + scalar(e.getValue())).collect(Collectors.joining(", ", " {", "}\n")));
    } else {
      text.append('\n');
      block(message, indent + STEP);
    }
  }

  private static String scalar(Object value) {
    return switch (value) {
      case String s -> YamlText.of(s);
      case EnumValueDescriptor word -> word.getName();
      case Duration d -> Durations.write(d);
      case Timestamp at -> Moments.write(at);
      default -> value.toString();
    };
  }
}
