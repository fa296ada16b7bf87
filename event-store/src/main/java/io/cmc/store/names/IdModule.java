// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.names;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.KeyDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.cmc.id.Id;

/** Ids as the text that is their only meaning, as values and as keys of maps. */
final class IdModule extends SimpleModule {

  IdModule() {
    super("ids");
    setMixInAnnotation(Id.class, AsText.class);
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.addDeserializers(new OfIds());
    context.addKeyDeserializers(new OfIdKeys());
  }

  private interface AsText {
    @JsonValue String value();
  }

  private static final class OfIds extends Deserializers.Base {
    @Override
    public JsonDeserializer<?> findBeanDeserializer(JavaType type, DeserializationConfig config, BeanDescription description) {
      return type.isTypeOrSubTypeOf(Id.class) ? new IdDeserializer(type.getRawClass()) : null;
    }
  }

  private static final class OfIdKeys implements KeyDeserializers {
    @Override
    public KeyDeserializer findKeyDeserializer(JavaType type, DeserializationConfig config, BeanDescription description) {
      return type.isTypeOrSubTypeOf(Id.class) ? new IdDeserializer(type.getRawClass()).forKeys() : null;
    }
  }
}
