// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What of a schema's change would break a consumer that was written for the schema of before. */
final class SchemaChange {

  private final JsonNode before;
  private final JsonNode after;
  private final List<String> breaks = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private SchemaChange(JsonNode before, JsonNode after) {
    this.before = before;
    this.after = after;
  }

  /** Empty when it breaks nobody. */
  static List<String> breaks(JsonNode before, JsonNode after) {
    var change = new SchemaChange(before, after);
    change.compare("", before, after);
    return change.breaks;
  }

  private void compare(String where, JsonNode was, JsonNode is) {
    if (was.has("$ref")) {
      if (!is.has("$ref")) breaks.add(where + " is another type");
      else if (seen.add(where + was.get("$ref"))) compareDefinitions(where, was, is);
      return;
    }
    for (var keyword : List.of("type", "format", "const")) {
      if (!was.path(keyword).equals(is.path(keyword))) breaks.add(where + " has another " + keyword + ": " + is.path(keyword) + " for " + was.path(keyword));
    }
    compareFields(where, was, is);
    for (var part : List.of("items", "additionalProperties")) {
      if (was.has(part)) compare(where + "[]", was.get(part), is.path(part));
    }
    words(was.path("examples")).stream().filter(w -> !words(is.path("examples")).contains(w)).forEach(w -> breaks.add(where + " has no word " + w + " any more"));
    was.path("anyOf").forEach(kind -> compareKind(where, kind, is.path("anyOf")));
  }

  private void compareDefinitions(String where, JsonNode was, JsonNode is) {
    // a value that holds itself is compared once
    if (where.length() > 400) return;
    compare(where, before.at(was.get("$ref").asText().substring(1)), after.at(is.get("$ref").asText().substring(1)));
  }

  private void compareFields(String where, JsonNode was, JsonNode is) {
    was.path("properties").properties().forEach(field -> {
      var now = is.path("properties").path(field.getKey());
      if (now.isMissingNode()) breaks.add(where + "/" + field.getKey() + " is gone");
      else compare(where + "/" + field.getKey(), field.getValue(), now);
    });
    words(was.path("required")).stream().filter(f -> !words(is.path("required")).contains(f)).forEach(f -> breaks.add(where + "/" + f + " may be absent now"));
  }

  private void compareKind(String where, JsonNode kind, JsonNode kinds) {
    var step = kind.at("/properties/step/const").asText();
    var now = StreamSupport.stream(kinds.spliterator(), false).filter(k -> k.at("/properties/step/const").asText().equals(step)).findFirst();
    if (now.isEmpty()) breaks.add(where + " has no " + step + " any more");
    else compare(where + "(" + step + ")", kind, now.get());
  }

  private static Set<String> words(JsonNode array) {
    var words = new HashSet<String>();
    array.forEach(w -> words.add(w.asText()));
    return words;
  }
}
