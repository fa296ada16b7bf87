// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.store.names.EventJson;

/** How a row's details are kept: the JSON of the events, the same text for the same row. */
public final class RowJson {

  private final ObjectMapper mapper = EventJson.mapper();

  public String write(Object row) {
    try {
      return mapper.writeValueAsString(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + row, e);
    }
  }

  /** @throws IllegalStateException when the text is not such a row; a replay writes rows of an earlier shape anew */
  public <T> T read(String text, Class<T> type) {
    try {
      return mapper.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a " + type.getSimpleName() + ": " + text, e);
    }
  }
}
