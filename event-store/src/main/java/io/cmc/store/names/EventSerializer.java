// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.names;

import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;

/**
 * Writes events as JSON under their stored names and with their revisions, and reads them back. Only for events and their
 * metadata: any other class is refused, so that no Java class name gets into the store. Safe for many threads.
 */
public final class EventSerializer extends JacksonSerializer {

  private static final String METADATA = MetaData.class.getName();
  private final EventNames names;

  public EventSerializer(EventNames names) {
    super(builder().objectMapper(EventJson.mapper()));
    this.names = names;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public SerializedType typeForClass(Class type) {
    if (type == null || type == Void.class || type == MetaData.class) return super.typeForClass(type);
    return new SimpleSerializedType(names.name(type), getRevisionResolver().revisionOf(type));
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class classForType(SerializedType type) {
    if (type.equals(SerializedType.emptyType()) || type.getName().equals(METADATA)) return super.classForType(type);
    return names.type(type.getName());
  }
}
