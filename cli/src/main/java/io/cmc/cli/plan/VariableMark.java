// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import java.util.Optional;
import java.util.regex.Pattern;

/** Stands for the value of an environment variable that is not to be read. */
final class VariableMark {

  private static final String EDGE = "\u0001";
  private static final Pattern MARK = Pattern.compile(EDGE + "([^" + EDGE + "]+)" + EDGE);
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern CUSTOMARY = Pattern.compile("[A-Z_][A-Z0-9_]*");

  private VariableMark() {}

  static String of(String variable) {
    return EDGE + variable + EDGE;
  }

  /** The variable, when the text is one mark and nothing else. */
  static Optional<String> variable(String text) {
    var match = MARK.matcher(text);
    return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
  }

  static boolean isIn(String text) {
    return text.contains(EDGE);
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** In HOCON a variable and a path look the same; where nothing of that name is set, capitals say that a variable is meant. */
  static boolean looksLikeVariable(String text) {
    return CUSTOMARY.matcher(text).matches();
  }
}
