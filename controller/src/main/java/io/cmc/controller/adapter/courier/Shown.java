// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.courier;

import io.cmc.controller.notice.Notice;
import java.util.Locale;

/** A notice in one line without control characters, whatever a node or a name put into it. */
final class Shown {

  private static final int MOST = 2_000;

  private Shown() {}

  static String of(Notice notice) {
    var line = ("[" + severity(notice) + "] " + notice.text()).replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
    return line.length() <= MOST ? line : line.substring(0, MOST) + "...";
  }

  static String severity(Notice notice) {
    return notice.kind().weight().name().toLowerCase(Locale.ROOT);
  }
}
