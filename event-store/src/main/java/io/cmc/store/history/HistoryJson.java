// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cmc.seal.HistoryEntry;

/** A history as JSON Lines; the fields are those of {@link HistoryEntry}, and {@code kind} says which entry it is. */
public final class HistoryJson {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({@JsonSubTypes.Type(value = HistoryEntry.Begin.class, name = "begin"), @JsonSubTypes.Type(value = HistoryEntry.Event.class, name = "event"),
      @JsonSubTypes.Type(value = HistoryEntry.Signed.class, name = "checkpoint"), @JsonSubTypes.Type(value = HistoryEntry.Missing.class, name = "missing"),
      @JsonSubTypes.Type(value = HistoryEntry.Stray.class, name = "stray"), @JsonSubTypes.Type(value = HistoryEntry.End.class, name = "end")})
  private interface Kinds {}

  private final JsonMapper json = JsonMapper.builder().addMixIn(HistoryEntry.class, Kinds.class).build();

  /** Without a line end. */
  public String line(HistoryEntry entry) {
    try {
      return json.writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write " + entry.getClass().getSimpleName(), e);
    }
  }

  /** @throws IllegalArgumentException when it is no line of a history */
  public HistoryEntry entry(String line) {
    try {
      return json.readValue(line, HistoryEntry.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot read " + line, e);
    }
  }
}
