// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cmc.id.Id;

/** How a row's details are kept: plain JSON, the same text for the same row, so that two copies of a row can be compared as text. */
public final class RowJson {

  private final ObjectMapper mapper = JsonMapper.builder()
      .addModules(new Jdk8Module(), new JavaTimeModule())
      .addMixIn(Id.class, AsText.class)
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
      .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
      // a row of an earlier release may hold what this one no longer knows; a replay writes it anew
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .serializationInclusion(JsonInclude.Include.NON_ABSENT)
      .build();

  private interface AsText {
    @JsonValue String value();
  }

  public String write(Object row) {
    try {
      return mapper.writeValueAsString(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + row, e);
    }
  }

  /** @throws IllegalStateException when the text is not such a row */
  public <T> T read(String text, Class<T> type) {
    try {
      return mapper.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a " + type.getSimpleName() + ": " + text, e);
    }
  }
}
