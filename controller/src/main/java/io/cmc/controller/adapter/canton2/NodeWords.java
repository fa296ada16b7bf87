// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import java.util.regex.Pattern;

/** What a node said, fit to be kept and printed: it is foreign text, so no control or format character of it survives. */
final class NodeWords {

  static final int LONGEST = 1000;

  private static final Pattern BREAKS = Pattern.compile("[\\s\\u0085\\u2028\\u2029]+");
  private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}]");

  private NodeWords() {}

  static String tame(String text) {
    // cut first: a hostile node must not make us search megabytes
    var cut = text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text;
    var line = HIDDEN.matcher(BREAKS.matcher(cut).replaceAll(" ")).replaceAll("\uFFFD").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
  }
}
