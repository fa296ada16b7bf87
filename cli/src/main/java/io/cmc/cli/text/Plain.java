// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

/** Text of nodes and people made safe for a terminal: what could steer it is shown, not obeyed. */
public final class Plain {

  private Plain() {}

  /** On one line: control and formatting characters (line ends, escapes, direction marks) become visible escapes. */
  public static String text(String raw) {
    return raw.codePoints().allMatch(Plain::harmless) ? raw : escaped(raw);
  }

  private static String escaped(String raw) {
    var safe = new StringBuilder();
    raw.codePoints().forEach(c -> {
      if (harmless(c)) {
        safe.appendCodePoint(c);
      } else {
        safe.append(escape(c));
      }
    });
    return safe.toString();
  }

  private static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> c > 0xffff ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c);
    };
  }

  /** Whether a character neither moves the cursor nor changes how its neighbours are read. */
  public static boolean harmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
      default -> true;
    };
  }
}
