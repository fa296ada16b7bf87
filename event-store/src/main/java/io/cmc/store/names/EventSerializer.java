// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.names;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.cmc.event.Event;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
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
  private final Map<String, ObjectReader> readers = new ConcurrentHashMap<>();
  private final ObjectReader metadata;
  private final ObjectReader map;

  public EventSerializer(EventNames names) {
    super(builder().objectMapper(EventJson.mapper()));
    this.names = names;
    this.metadata = getObjectMapper().readerFor(MetaData.class);
    this.map = getObjectMapper().readerForMapOf(Object.class);
  }

  /** As {@link #deserialize}, without a copy of the text. @throws UnknownEventName when no event of this version has the stored name */
  public Event event(String name, String json) {
    return read(readers.computeIfAbsent(name, n -> getObjectMapper().readerFor(names.type(n))), json);
  }

  /** As {@link #deserialize}, without a copy of the text. */
  public MetaData metadata(String json) {
    return read(metadata, json);
  }

  /** What {@link #metadata} holds, without the framework's type around it. */
  public Map<String, Object> map(String json) {
    return read(map, json);
  }

  private static <T> T read(ObjectReader reader, String json) {
    try {
      return reader.readValue(json);
    } catch (JsonProcessingException e) {
      throw new SerializationException("expected what this version writes, found: " + e.getMessage(), e);
    }
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
