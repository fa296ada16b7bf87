// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.released;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.event.Event;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.journey.Assignment;
import io.cmc.store.RandomValues;
import io.cmc.store.names.EventJson;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.read.EventReading;
import io.cmc.store.seal.StoredEvent;
import io.cmc.store.upcast.Upcasts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was once stored stays readable: a sample of every revision of every event, frozen. */
class ReleasedSamplesTest {

  private static final Path RELEASED = Path.of("src/test/resources/events/released");
  private static final String HOW_TO_WRITE =
      "mvn -pl event-store -am test -Dtest=ReleasedSamplesTest -Dsamples=write -Dsurefire.failIfNoSpecifiedTests=false";

  private final EventNames names = EventNames.standard();
  private final EventReading reading = new EventReading(new EventSerializer(names), Upcasts.standard());
  private final ObjectMapper json = EventJson.mapper();

  @ParameterizedTest @MethodSource("eventTypes")
  void a_released_event_reads_and_writes_as_it_did(Class<? extends Event> type) throws IOException {
    var file = sample(type);
    assertThat(file).as("There is no sample of %s. Write one before the event is released, and commit it: %s", type.getSimpleName(), HOW_TO_WRITE)
        .exists();

    var event = read(file);

    assertThat(event).isInstanceOf(type);
    assertThat(json.<JsonNode>valueToTree(event))
        .as("%s no longer writes what it wrote when it was released. Do not edit the sample: raise the @Revision of %s, add an upcaster "
            + "from the old revision to Upcasts, and write a sample of the new one (%s).", file.getFileName(), type.getSimpleName(), HOW_TO_WRITE)
        .isEqualTo(json.readTree(file.toFile()));
  }

  @ParameterizedTest @MethodSource("assignments")
  void a_released_assignment_reads_and_writes_as_it_did(Class<? extends Assignment> kind) throws IOException {
    var file = sample(kind);
    assertThat(file).as("There is no sample of the assignment %s. Write one before it is released, and commit it: %s", kind.getSimpleName(),
        HOW_TO_WRITE).exists();

    var event = read(file);

    assertThat(((StepRequested) event).assignment()).isInstanceOf(kind);
    assertThat(json.<JsonNode>valueToTree(event)).as("%s no longer writes what it wrote when it was released; see the events' test",
        file.getFileName()).isEqualTo(json.readTree(file.toFile()));
  }

  @ParameterizedTest @MethodSource("samples")
  void every_sample_old_ones_too_is_read_as_an_event_of_today(Path file) throws IOException {
    var event = read(file);

    assertThat(names.all()).as("%s is read as an event that the store can hold", file.getFileName()).contains(names.name(event.getClass()));
  }

  @Test @EnabledIfSystemProperty(named = "samples", matches = "write")
  void write_what_is_missing() throws IOException {
    for (var type : eventTypes().toList()) write(sample(type), values(type).of(type));
    for (var kind : assignments()) write(sample(kind), requested(values(kind).of(kind)));
  }

  private static RandomValues values(Class<?> type) {
    return RandomValues.realistic(new Random(type.getSimpleName().hashCode()));
  }

  private static StepRequested requested(Assignment assignment) {
    var any = values(StepRequested.class).of(StepRequested.class);
    return new StepRequested(any.migration(), any.node(), any.request(), any.stage(), any.round(), assignment, any.at());
  }

  private void write(Path file, Event event) throws IOException {
    if (!Files.exists(file)) Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(event) + "\n");
  }

  /** Through the real upcasters and the real serializer, as from a row. */
  private Event read(Path file) throws IOException {
    var kind = file.getFileName().toString().split("\\.");
    return reading.payload(new StoredEvent(1, "e", "net-eu-7", 0, "Migration", "2026-03-07T12:00:00.000Z", kind[0], kind[1],
        Files.readString(file), "{}"));
  }

  /** Stored name, revision, and for an assignment which one. */
  private Path sample(Class<?> type) {
    if (!Assignment.class.isAssignableFrom(type)) {
      return RELEASED.resolve(names.name(type) + "." + type.getAnnotation(Revision.class).value() + ".json");
    }
    var step = values(type).of(type.asSubclass(Assignment.class)).step();
    return RELEASED.resolve("StepRequested." + StepRequested.class.getAnnotation(Revision.class).value() + "." + step + ".json");
  }

  static Stream<Class<? extends Event>> eventTypes() {
    return RandomValues.eventTypes();
  }

  static List<Class<? extends Assignment>> assignments() {
    return RandomValues.leaves(Assignment.class).<Class<? extends Assignment>>map(c -> c.asSubclass(Assignment.class)).toList();
  }

  static List<Path> samples() throws IOException {
    try (var files = Files.list(RELEASED)) {
      return files.sorted().toList();
    }
  }
}
