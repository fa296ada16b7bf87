// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;

/** Writes a part of rows that seldom changes as it was written before: the very same object, the same text. Safe for many threads. */
final class RememberedTexts<T> extends StdSerializer<T> {

  private static final long serialVersionUID = 1L;
  private static final int MOST = 4_000;

  private final transient ObjectMapper mapper;
  private final transient Map<T, String> written = new IdentityHashMap<>();

  /** @param mapper that writes it the first time */
  RememberedTexts(Class<T> type, ObjectMapper mapper) {
    super(type);
    this.mapper = mapper;
  }

  @Override public void serialize(T part, JsonGenerator json, SerializerProvider provider) throws IOException {
    json.writeRawValue(text(part));
  }

  private synchronized String text(T part) throws JsonProcessingException {
    var known = written.get(part);
    if (known != null) return known;
    if (written.size() >= MOST) written.clear();
    var text = mapper.writeValueAsString(part);
    written.put(part, text);
    return text;
  }
}
