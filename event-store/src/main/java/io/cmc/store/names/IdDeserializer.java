// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.names;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import io.cmc.id.Id;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/** Makes an id of its text, exactly as it is written: nothing is trimmed, nothing but text is taken. */
final class IdDeserializer extends StdScalarDeserializer<Object> {

  private final transient Constructor<?> constructor;

  IdDeserializer(Class<?> type) {
    super(type);
    try {
      constructor = type.getConstructor(String.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException("expected a public constructor that takes the text, found none in " + type.getName(), e);
    }
  }

  @Override
  public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
    if (!json.hasToken(JsonToken.VALUE_STRING)) return context.handleUnexpectedToken(handledType(), json);
    return make(json.getText(), context);
  }

  private Id make(String text, DeserializationContext context) throws IOException {
    try {
      return (Id) constructor.newInstance(text);
    } catch (InvocationTargetException e) {
      return (Id) context.handleWeirdStringValue(handledType(), text, "%s", e.getCause().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + handledType().getName(), e);
    }
  }

  KeyDeserializer forKeys() {
    return new KeyDeserializer() {
      @Override
      public Object deserializeKey(String key, DeserializationContext context) throws IOException {
        return make(key, context);
      }
    };
  }
}
