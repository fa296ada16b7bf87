// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cmc.id.Id;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The JSON schema of what one class is written as. Fields that are not named are allowed, and the words of an enum are examples: a consumer
 * has to bear what a later version adds.
 */
final class EventSchema {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JavaFile language;
  private final Map<String, ObjectNode> values = new TreeMap<>();

  EventSchema(JavaFile language) {
    this.language = language;
  }

  /** @param id of the schema */
  ObjectNode of(Class<?> event, String id) {
    var schema = JSON.createObjectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema").put("$id", id)
        .put("title", event.getSimpleName());
    schema.setAll(object(event));
    if (!values.isEmpty()) {
      var defs = schema.putObject("$defs");
      values.forEach(defs::set);
    }
    return schema;
  }

  private ObjectNode object(Class<?> type) {
    var doc = language.doc(type);
    var schema = JSON.createObjectNode();
    if (!doc.text().isEmpty()) schema.put("description", doc.text());
    schema.put("type", "object");
    var properties = schema.putObject("properties");
    var required = schema.putArray("required");
    for (var component : type.getRecordComponents()) {
      properties.set(component.getName(), described(component, doc.params().get(component.getName())));
      if (component.getType() != Optional.class) required.add(component.getName());
    }
    return schema;
  }

  private ObjectNode described(RecordComponent component, String words) {
    var schema = value(component.getGenericType());
    if (words != null && !schema.has("$ref")) schema.put("description", words);
    return schema;
  }

  private ObjectNode value(Type type) {
    return switch (type) {
      case ParameterizedType p when p.getRawType() == Optional.class -> value(p.getActualTypeArguments()[0]);
      case ParameterizedType p when Collection.class.isAssignableFrom((Class<?>) p.getRawType()) -> of("array").set("items", value(p.getActualTypeArguments()[0]));
      case ParameterizedType p -> of("object").set("additionalProperties", value(p.getActualTypeArguments()[1]));
      case Class<?> c -> plain(c);
      default -> throw new IllegalArgumentException("expected a type that events are made of, found " + type);
    };
  }

  private ObjectNode plain(Class<?> type) {
    if (type == String.class || Id.class.isAssignableFrom(type)) return of("string");
    if (type == Instant.class) return of("string").put("format", "date-time");
    if (type == Duration.class) return of("string").put("format", "duration");
    if (type == boolean.class || type == Boolean.class) return of("boolean");
    if (type == double.class || type == Double.class) return of("number");
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) return of("integer");
    if (type.isEnum()) return words(type);
    return reference(type);
  }

  private static ObjectNode words(Class<?> type) {
    var schema = of("string");
    var words = schema.putArray("examples");
    for (var word : type.getEnumConstants()) words.add(((Enum<?>) word).name());
    return schema;
  }

  private ObjectNode reference(Class<?> type) {
    var name = type.getSimpleName();
    if (!values.containsKey(name)) {
      values.put(name, JSON.createObjectNode()); // it may hold itself
      values.put(name, type.isSealed() ? oneOf(type) : object(type));
    }
    return JSON.createObjectNode().put("$ref", "#/$defs/" + name);
  }

  /** Told apart by the field {@code step}. */
  private ObjectNode oneOf(Class<?> type) {
    var schema = JSON.createObjectNode();
    var kinds = schema.putArray("anyOf");
    Arrays.stream(type.getPermittedSubclasses()).forEach(kind -> {
      var one = object(kind);
      ((ObjectNode) one.get("properties")).putObject("step").put("const", Types.constant(kind.getSimpleName()));
      one.withArray("required").add("step");
      kinds.add(one);
    });
    return schema;
  }

  private static ObjectNode of(String type) {
    return JSON.createObjectNode().put("type", type);
  }
}
