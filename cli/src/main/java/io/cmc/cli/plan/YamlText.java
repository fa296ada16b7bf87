// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import io.cmc.cli.text.Plain;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A text as YAML: bare where no reader can take it for something else, in double quotes everywhere else. */
final class YamlText {

  private static final Pattern BARE = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*(::?[A-Za-z0-9_./-]+)*");
  private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

  private YamlText() {}

  static String of(String text) {
    return BARE.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT)) ? text : quoted(text);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(character(c)));
    return quoted.append('"').toString();
  }

  private static String character(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default -> Plain.harmless(c) ? Character.toString(c) : c > 0xffff ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c);
    };
  }
}
