// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.histories;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The one way to write a state down: records with the name of their kind, everything sorted that has no order of its own. */
final class Canonical {

  private static final JsonMapper JSON = new JsonMapper();

  private Canonical() {}

  static String json(Object state) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(plain(state));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object plain(Object value) {
    return switch (value) {
      case null -> null;
      case Optional<?> some -> plain(some.orElse(null));
      case Map<?, ?> map -> sorted(map);
      case Set<?> set -> set.stream().map(Canonical::plain).sorted((a, b) -> String.valueOf(a).compareTo(String.valueOf(b))).toList();
      case Collection<?> list -> list.stream().map(Canonical::plain).toList();
      case Record fact -> record(fact);
      case Number number -> number;
      case Boolean truth -> truth;
      default -> value.toString();
    };
  }

  private static Map<String, Object> sorted(Map<?, ?> map) {
    var sorted = new TreeMap<String, Object>();
    map.forEach((key, value) -> sorted.put(key.toString(), plain(value)));
    return sorted;
  }

  private static Map<String, Object> record(Record fact) {
    var fields = new TreeMap<String, Object>();
    fields.put("is", fact.getClass().getSimpleName());
    for (var component : fact.getClass().getRecordComponents()) fields.put(component.getName(), plain(value(fact, component)));
    return fields;
  }

  private static Object value(Record fact, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(fact);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
