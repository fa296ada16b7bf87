// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.cmc.api.v1.OrderContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a request message out of a path, a query and a body; what is in none of its fields is refused, and so is what is said twice. */
final class Requests {

  /** Stricter than what reads messages: that one takes comments, other quotes and the like. */
  private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final String CONTEXT = "context";

  private Requests() {}

  /**
   * @param path values of the names in the path
   * @param key the idempotency key, where one was given
   * @throws Unreadable when it is no such request
   */
  static Message read(Route route, Map<String, String> path, Map<String, List<String>> query, String body, Optional<String> key) {
    var request = route.request().newBuilderForType();
    merge(request, route.verb() == Route.Verb.POST ? body : json(request, query));
    path.forEach((name, value) -> put(request, name, value));
    key.ifPresent(given -> context(request).ifPresent(context -> context.setIdempotencyKey(given)));
    return request.build();
  }

  /** Why a request could not be read; the text is for the caller. */
  static final class Unreadable extends RuntimeException {
    Unreadable(String why) {
      super(why);
    }
  }

  private static void merge(Message.Builder request, String json) {
    try {
      if (json.isBlank()) return;
      JSON.readTree(json);
      JsonFormat.parser().merge(json, request);
    } catch (JsonProcessingException e) {
      throw new Unreadable(e.getOriginalMessage());
    } catch (InvalidProtocolBufferException e) {
      throw new Unreadable(String.valueOf(e.getMessage()));
    }
  }

  /** Numbers and times are read from text as well. */
  private static String json(Message.Builder request, Map<String, List<String>> query) {
    var object = JSON.createObjectNode();
    query.forEach((name, values) -> add(object, field(request, name), name, values));
    return object.toString();
  }

  private static void add(ObjectNode object, FieldDescriptor field, String name, List<String> values) {
    if (field.isRepeated()) {
      var all = object.putArray(name);
      values.forEach(all::add);
    } else if (values.size() == 1) {
      object.put(name, values.getFirst());
    } else {
      throw new Unreadable(name + " is given " + values.size() + " times");
    }
  }

  private static FieldDescriptor field(Message.Builder request, String name) {
    return request.getDescriptorForType().getFields().stream().filter(f -> f.getName().equals(name) || f.getJsonName().equals(name)).findFirst()
        .orElseThrow(() -> new Unreadable("nothing is called " + name));
  }

  private static void put(Message.Builder request, String name, String value) {
    var field = field(request, name);
    var said = request.getField(field);
    if (!"".equals(said) && !value.equals(said)) throw new Unreadable(name + " is " + value + " in the path and " + said + " beside it");
    request.setField(field, value);
  }

  static Optional<OrderContext.Builder> context(Message.Builder request) {
    return Optional.ofNullable(request.getDescriptorForType().findFieldByName(CONTEXT)).map(field -> (OrderContext.Builder) request.getFieldBuilder(field));
  }
}
