// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.log;

import io.cmc.cli.text.Plain;
import java.util.stream.Collectors;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * What is logged as JSON steers no terminal and turns no text around, whatever nodes, people and libraries put into it. Line ends and control
 * characters are escaped by JSON itself; this shows the rest.
 */
public final class JsonWords implements StructuredLoggingJsonMembersCustomizer<Object> {

  @Override public void customize(Members<Object> members) {
    members.applyingValueProcessor(ValueProcessor.of(String.class, JsonWords::plain));
  }

  private static String plain(String raw) {
    return raw.codePoints().mapToObj(c -> Character.isISOControl(c) ? Character.toString(c) : Plain.text(Character.toString(c))).collect(Collectors.joining());
  }
}
