// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.outward;

/** What others say, as it may be shown: in one line, without control characters, not too long. */
final class Plain {

  private static final int KEPT = 1_000;

  private Plain() {}

  static String of(String text) {
    var line = text.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
    return line.length() <= KEPT ? line : "..." + line.substring(line.length() - KEPT);
  }
}
