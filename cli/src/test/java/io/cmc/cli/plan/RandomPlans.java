// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.cmc.api.v1.Plan;
import java.util.Random;

/** Any plan that the contract can say, nonsense included. */
final class RandomPlans {

  private static final String[] NASTY = {"", " ", "yes", "null", "~", "1e3", "0x1f", "12:30", "a: b", "# no", "- x", "{a}", "[", "*a", "&a",
      "!t", "%", "@", "`", "'", "\"", "\\", "a\nb", "\u001b[31mred", "\u0085", "\u2028", "\u202e", "\ufeff", "ä", "日本", "\ud83d\ude80",
      "\udbff\udffd", "alfa::1220ab", "http://h:1", "<<", "a,b", "\t", "\u0000", "trailing ", "2026-01-01", "-", "---", "..."};

  private final Random random;

  RandomPlans(long seed) {
    this.random = new Random(seed);
  }

  Plan next() {
    var plan = Plan.newBuilder();
    fill(plan);
    return withNamesOfTheirOwn(plan).build();
  }

  private static Plan.Builder withNamesOfTheirOwn(Plan.Builder plan) {
    for (int i = 0; i < plan.getParticipantsCount(); i++) {
      plan.getParticipantsBuilder(i).setName(i + plan.getParticipants(i).getName());
    }
    return plan;
  }

  private void fill(Message.Builder message) {
    for (var field : message.getDescriptorForType().getFields()) {
      if (random.nextInt(3) == 0 || field.getContainingOneof() != null && message.hasOneof(field.getContainingOneof())) {
        continue;
      }
      if (field.isRepeated()) {
        for (int n = random.nextInt(4); n > 0; n--) {
          message.addRepeatedField(field, value(message, field));
        }
      } else {
        message.setField(field, value(message, field));
      }
    }
  }

  private Object value(Message.Builder parent, FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case STRING -> random.nextBoolean() ? NASTY[random.nextInt(NASTY.length)] : text();
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextInt();
      case ENUM -> word(field.getEnumType());
      case MESSAGE -> message(parent, field);
      default -> throw new IllegalStateException(field.getFullName());
    };
  }

  private String text() {
    var text = new StringBuilder();
    for (int n = random.nextInt(8); n > 0; n--) {
      text.appendCodePoint(random.nextInt(3) == 0 ? random.nextInt(0xd800) : 32 + random.nextInt(95));
    }
    return text.toString();
  }

  private EnumValueDescriptor word(EnumDescriptor words) {
    return words.getValues().get(1 + random.nextInt(words.getValues().size() - 1));
  }

  private Object message(Message.Builder parent, FieldDescriptor field) {
    if (YamlScalars.isDuration(field)) {
      return Duration.newBuilder().setSeconds(random.nextLong(315_576_000_000L))
          .setNanos(random.nextBoolean() ? 0 : random.nextInt(1_000_000_000)).build();
    }
    if (YamlScalars.isMoment(field)) {
      return Timestamp.newBuilder().setSeconds(random.nextLong(4_000_000_000L)).setNanos(random.nextBoolean() ? 0 : random.nextInt(1_000_000_000)).build();
    }
    var child = parent.newBuilderForField(field);
    fill(child);
    return child.build();
  }
}
