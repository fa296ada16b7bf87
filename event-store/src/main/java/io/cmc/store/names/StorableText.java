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
    json.writeString(plain(text) ? text : replaced(text));
  }

  // each text of each event comes here: no stream is made of it unless there is something to look at more closely
  private static boolean plain(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) return false;
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
