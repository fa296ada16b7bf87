// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.names;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;

/**
 * Text from people and nodes may hold what PostgreSQL's jsonb cannot (the character NUL, halves of surrogate pairs); one such row would
 * break every query over the readable view. Such characters are stored as the replacement character.
 */
final class StorableText extends StdScalarSerializer<String> {

  private static final int REPLACEMENT = 0xFFFD;

  StorableText() {
    super(String.class);
  }

  Module module() {
    return new SimpleModule("text").addSerializer(String.class, this);
  }

  @Override
  public void serialize(String text, JsonGenerator json, SerializerProvider provider) throws IOException {
    json.writeString(isStorable(text) ? text : replaced(text));
  }

  // every text of every event passes here, and nearly all of them have no such character
  private static boolean isStorable(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) return text.codePoints().allMatch(StorableText::storable);
    }
    return true;
  }

  private static String replaced(String text) {
    return text.codePoints().map(c -> storable(c) ? c : REPLACEMENT)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }

  private static boolean storable(int codePoint) {
    return codePoint != 0 && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
  }
}
