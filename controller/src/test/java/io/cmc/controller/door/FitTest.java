// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.cmc.api.v1.Plan;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.journey.Phase;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Terms;
import io.cmc.plan.Window;
import io.cmc.wire.PlanMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** A plan that is said again fits the kept one as long as everything it says is so there; the property is tried on random plans. */
class FitTest {

  @RepeatedTest(50)
  void whatever_is_left_out_of_a_kept_plan_it_still_fits(RepetitionInfo info) {
    var random = random(info);
    var kept = plan(random);

    var said = thinned(kept, random);

    assertThat(Fit.fits(said, kept)).as("%s fits %s", said, kept).isTrue();
  }

  @RepeatedTest(50)
  void whatever_single_thing_is_said_otherwise_it_no_longer_fits(RepetitionInfo info) {
    var random = random(info);
    var kept = plan(random);

    var said = altered(kept, random);

    assertThat(said).isNotEqualTo(kept);
    assertThat(Fit.fits(said, kept)).as("%s fits %s", said, kept).isFalse();
  }

  @RepeatedTest(20)
  void participants_may_be_named_in_any_order(RepetitionInfo info) {
    var random = random(info);
    var kept = plan(random);
    var turned = new ArrayList<>(kept.getParticipantsList());
    Collections.shuffle(turned, random);

    assertThat(Fit.fits(kept.toBuilder().clearParticipants().addAllParticipants(turned).build(), kept)).isTrue();
  }

  @Test void one_participant_more_or_less_does_not_fit() {
    var kept = plan(new Random(1));
    var more = kept.toBuilder().addParticipants(kept.getParticipants(0).toBuilder().setName("another")).build();
    var fewer = kept.toBuilder().removeParticipants(0).build();

    assertThat(Fit.fits(more, kept)).isFalse();
    assertThat(Fit.fits(fewer, kept)).isFalse();
  }

  @Test void a_participant_named_twice_does_not_stand_for_two() {
    var kept = PlanMessage.of(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2));
    var twice = kept.toBuilder().setParticipants(1, kept.getParticipants(0)).build();

    assertThat(Fit.fits(twice, kept)).isFalse();
  }

  private static Random random(RepetitionInfo info) {
    return new Random(Long.getLong("seed", info.getCurrentRepetition()));
  }

  private static Plan plan(Random random) {
    var plan = Plans.of(ClosingStrategy.values()[random.nextInt(3)], 1 + random.nextInt(5));
    if (random.nextBoolean()) plan = Plans.sourceDatabase(plan, BackupStrategy.TEMPLATE_COPY);
    if (random.nextBoolean()) plan = Plans.gatesBefore(plan, Phase.DRAIN, Phase.MOVE_CONTRACTS);
    if (random.nextBoolean()) plan = Plans.soaking(plan, new Samples(random.nextLong()).of(Duration.class));
    if (random.nextBoolean()) plan = plan.on(terms(random));
    return PlanMessage.of(plan);
  }

  private static Terms terms(Random random) {
    var from = Instant.ofEpochSecond(random.nextInt(1, 1_000_000));
    return new Terms(Optional.of(new Window(from, from.plusSeconds(3600), Duration.ofMinutes(1))), Set.of("no-strangers-known", "topology-delivered"),
        random.nextBoolean());
  }

  /** Single fields are left out; lists stay, since a shorter one says something else, and so does an address that is not said to be plain. */
  private static <M extends Message> M thinned(M message, Random random) {
    var builder = message.toBuilder();
    for (var e : message.getAllFields().entrySet()) {
      if (e.getKey().isRepeated()) eachThinned(builder, e.getKey(), (List<?>) e.getValue(), random);
      else if (e.getKey().getName().equals("plaintext")) continue;
      else if (random.nextInt(3) == 0) builder.clearField(e.getKey());
      else if (e.getValue() instanceof Message m) builder.setField(e.getKey(), thinned(m, random));
    }
    return as(builder.build());
  }

  private static void eachThinned(Message.Builder builder, FieldDescriptor field, List<?> values, Random random) {
    for (int i = 0; i < values.size(); i++) {
      // a name stays: without it an entry could be any
      if (values.get(i) instanceof Message m && random.nextBoolean()) builder.setRepeatedField(field, i, named(thinned(m, random), m));
    }
  }

  private static Message named(Message thin, Message whole) {
    var name = whole.getDescriptorForType().findFieldByName("name");
    return name == null ? thin : thin.toBuilder().setField(name, whole.getField(name)).build();
  }

  private static <M extends Message> M altered(M message, Random random) {
    var builder = message.toBuilder();
    var fields = message.getAllFields().keySet().stream().filter(f -> alterable(f, message)).toList();
    var field = fields.get(random.nextInt(fields.size()));
    if (field.isRepeated()) {
      var i = random.nextInt(message.getRepeatedFieldCount(field));
      builder.setRepeatedField(field, i, otherThan(field, message.getRepeatedField(field, i), random));
    } else {
      builder.setField(field, otherThan(field, message.getField(field), random));
    }
    return as(builder.build());
  }

  private static boolean alterable(FieldDescriptor field, Message message) {
    return field.getJavaType() != FieldDescriptor.JavaType.MESSAGE
        || field.isRepeated() || !((Message) message.getField(field)).getAllFields().isEmpty();
  }

  private static Object otherThan(FieldDescriptor field, Object value, Random random) {
    return switch (field.getJavaType()) {
      case STRING -> value + "x";
      case INT -> (int) value + 1;
      case LONG -> (long) value + 1;
      case BOOLEAN -> !(boolean) value;
      case ENUM -> other((EnumValueDescriptor) value);
      case MESSAGE -> altered((Message) value, random);
      default -> throw new IllegalArgumentException("no other value of " + field);
    };
  }

  private static EnumValueDescriptor other(EnumValueDescriptor value) {
    return value.getType().getValues().stream().filter(v -> v.getNumber() != 0 && !v.equals(value)).findFirst().orElseThrow();
  }

  @SuppressWarnings("unchecked") // built from a message of that type
  private static <M extends Message> M as(Message built) {
    return (M) built;
  }
}
