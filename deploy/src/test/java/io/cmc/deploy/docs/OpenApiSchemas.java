// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Messages of the public contract as JSON schemas, in the form in which protobuf writes JSON; each that is referred to is kept. */
final class OpenApiSchemas {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROBLEM = "ProblemDetail";

  private final Map<String, ProtoFile.Block> said = new HashMap<>();
  private final Map<String, ObjectNode> kept = new TreeMap<>();

  OpenApiSchemas(Checkout checkout) {
    ProtoCalls.files(checkout).forEach(file -> said.putAll(ProtoFile.parse(file).blocks()));
  }

  ObjectNode all() {
    var all = JSON.createObjectNode();
    kept.forEach(all::set);
    return all;
  }

  ObjectNode ref(Descriptor message) {
    if (!kept.containsKey(message.getName())) {
      kept.put(message.getName(), JSON.createObjectNode()); // a message may hold itself
      kept.put(message.getName(), object(message));
    }
    return ref(message.getName());
  }

  ObjectNode problem() {
    kept.computeIfAbsent(PROBLEM, name -> {
      var problem = JSON.createObjectNode().put("type", "object").put("description", "RFC 9457; the codes are in docs/errors.md.");
      var properties = problem.putObject("properties");
      for (var text : new String[] {"type", "title", "detail", "instance", "code", "expected", "found", "remedy", "node"}) properties.putObject(text).put("type", "string");
      properties.putObject("status").put("type", "integer");
      return problem;
    });
    return ref(PROBLEM);
  }

  private static ObjectNode ref(String name) {
    return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
  }

  private ObjectNode object(Descriptor message) {
    var object = JSON.createObjectNode().put("type", "object");
    var comment = said.containsKey(message.getName()) ? said.get(message.getName()).comment() : "";
    if (!comment.isEmpty()) object.put("description", comment);
    var properties = object.putObject("properties");
    message.getFields().forEach(field -> properties.set(field.getJsonName(), described(field)));
    return object;
  }

  private ObjectNode described(FieldDescriptor field) {
    var schema = of(field);
    var comment = comment(field);
    return comment.isEmpty() ? schema : schema.put("description", comment);
  }

  String comment(FieldDescriptor field) {
    var block = said.get(field.getContainingType().getName());
    return block == null ? "" : block.fields().stream().filter(f -> f.name().equals(field.getName())).map(ProtoFile.Field::comment).findFirst().orElse("");
  }

  ObjectNode of(FieldDescriptor field) {
    if (!field.isRepeated()) return single(field);
    var array = JSON.createObjectNode().put("type", "array");
    array.set("items", single(field));
    return array;
  }

  private ObjectNode single(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> type("integer").put("format", "int32");
      case LONG -> type("string").put("format", "int64");
      case FLOAT, DOUBLE -> type("number");
      case BOOLEAN -> type("boolean");
      case STRING -> type("string");
      case BYTE_STRING -> type("string").put("contentEncoding", "base64");
      case ENUM -> words(field.getEnumType());
      case MESSAGE -> message(field.getMessageType());
    };
  }

  private ObjectNode message(Descriptor message) {
    if (message.getFullName().equals(Timestamp.getDescriptor().getFullName())) return type("string").put("format", "date-time");
    if (message.getFullName().equals(Duration.getDescriptor().getFullName())) return type("string").put("pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$");
    return ref(message);
  }

  private static ObjectNode words(EnumDescriptor words) {
    var type = type("string");
    var all = type.putArray("enum");
    words.getValues().forEach(word -> all.add(word.getName()));
    return type;
  }

  private static ObjectNode type(String name) {
    return JSON.createObjectNode().put("type", name);
  }
}
