// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.journey.Assignment;
import io.cmc.store.RandomValues;
import io.cmc.store.Seed;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SimpleSerializedType;
import org.junit.jupiter.api.Test;

class EventNamesTest {

  private final EventNames names = EventNames.standard();

  @Test void every_event_of_the_language_has_a_stored_name_and_nothing_else_has() {
    var named = names.all().stream().map(names::type).collect(Collectors.toSet());

    assertThat(named).isEqualTo(RandomValues.eventTypes().collect(Collectors.toSet()));
  }

  @Test void every_event_has_a_revision() {
    assertThat(RandomValues.eventTypes()).isNotEmpty()
        .allSatisfy(type -> assertThat(type.getAnnotation(Revision.class)).as("@Revision of %s", type).isNotNull());
  }

  @Test void every_assignment_is_stored_under_the_name_of_its_step() {
    var values = RandomValues.realistic(Seed.random("assignments"));

    assertThat(AssignmentNames.TABLE.keySet())
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Assignment.class.getPermittedSubclasses())
            .<Class<? extends Assignment>>map(c -> c.asSubclass(Assignment.class)).toList());
    AssignmentNames.TABLE.forEach((type, step) -> assertThat(values.of(type).step()).as(type.getSimpleName()).isEqualTo(step));
  }

  @Test void a_stored_name_that_nobody_knows_is_named() {
    var serializer = new EventSerializer(names);

    assertThatThrownBy(() -> serializer.classForType(new SimpleSerializedType("MoonLanded", "1")))
        .isInstanceOf(UnknownEventName.class).hasMessageContaining("MoonLanded");
  }

  @Test void what_is_no_event_is_not_stored() {
    var serializer = new EventSerializer(names);

    assertThatThrownBy(() -> serializer.serialize(java.time.Year.of(2026), String.class))
        .isInstanceOf(UnknownEventName.class).hasMessageContaining("java.time.Year");
  }
}
