// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.store.names.EventJson;
import java.util.Optional;

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

  /** Empty when the text is not such a row. For rows that are read before anybody needs them: who needs one reads it, and hears why it cannot. */
  public <T> Optional<T> readable(String text, Class<T> type) {
    try {
      return Optional.ofNullable(read(text, type));
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }
}
