// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.names;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cmc.journey.Assignment;
import org.axonframework.serialization.json.JacksonSerializer;

/**
 * How the language is written as JSON: ids as plain text, times and durations as ISO-8601 text, enums by name, absent values left
 * out, properties in the order of the record. A property that is not known is ignored; one that is missing and not optional is an
 * error, so that a row of an older shape never passes for one of today.
 */
public final class EventJson {

  private EventJson() {}

  /** A new one at each call, because mappers can be changed. */
  public static ObjectMapper mapper() {
    var mapper = JsonMapper.builder()
        .addModules(new Jdk8Module(), new JavaTimeModule(), new IdModule(), new StorableText().module())
        .addMixIn(Assignment.class, ByStepName.class)
        .serializationInclusion(JsonInclude.Include.NON_ABSENT)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
            SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .build();
    AssignmentNames.TABLE.forEach((type, step) -> mapper.registerSubtypes(AssignmentNames.named(type, step)));
    return mapper;
  }

  /** For what is not an event and may name its class: tokens, sagas, deadlines. */
  public static JacksonSerializer generalSerializer() {
    // Axon's own classes leave things out, such as the context of a reset
    var mapper = mapper().disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
    return JacksonSerializer.builder().objectMapper(mapper).build();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
  private interface ByStepName {}
}
