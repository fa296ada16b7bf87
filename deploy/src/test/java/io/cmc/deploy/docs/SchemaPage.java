// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cmc.store.names.EventNames;
import java.util.List;
import java.util.Optional;
import org.axonframework.serialization.Revision;

/** The schema of one event as it is published: a file for each revision. */
record SchemaPage(String name, String revision, ObjectNode schema) implements Page {

  static final String FOLDER = "docs/events/schemas/";
  private static final ObjectMapper JSON = new ObjectMapper();
  static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

  /** In teams' topics only. */
  static final String VEILED = "EventVeiled";

  /** What stands in the place of a discarded event. @param event stored name of that one; @param reason why it was discarded */
  record EventDiscarded(String migration, String event, String revision, String reason) {}

  /** What a team gets in the place of an event that it is not told. @param event stored name of that one; absent where it is of another team's participant */
  record EventVeiled(String migration, Optional<String> event, Optional<String> revision) {}

  /** Of all events of today, by name, and of the marks that stand in the place of one. */
  static List<SchemaPage> all(JavaFile language) {
    var names = EventNames.standard();
    var pages = new java.util.ArrayList<SchemaPage>();
    names.all().stream().sorted().forEach(name -> pages.add(of(name, names.type(name).getAnnotation(Revision.class).value(), names.type(name), language)));
    pages.add(of("EventDiscarded", "1", EventDiscarded.class, language));
    pages.add(of(VEILED, "1", EventVeiled.class, language));
    return pages;
  }

  private static SchemaPage of(String name, String revision, Class<?> type, JavaFile language) {
    return new SchemaPage(name, revision, new EventSchema(language).of(type, "urn:cmc:event:" + name + ":" + revision).put("title", name));
  }

  String fileName() {
    return name + "." + revision + ".json";
  }

  @Override public String file() {
    return FOLDER + fileName();
  }

  @Override public String text() {
    try {
      return JSON.writer(PRINTER).writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
