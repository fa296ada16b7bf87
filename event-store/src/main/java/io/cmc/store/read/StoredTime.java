// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import java.time.Instant;
import java.time.LocalDate;

/** The time of a row, as the framework writes it: 2026-03-07T12:00:00.120Z. Any other ISO-8601 text is read as well, more slowly. */
final class StoredTime {

  private static final String FORM = "0000-00-00T00:00:00.000Z";

  private StoredTime() {}

  /** @throws java.time.DateTimeException as {@link Instant#parse} throws it */
  static Instant parse(String text) {
    return usual(text) ? read(text) : Instant.parse(text);
  }

  private static boolean usual(String text) {
    if (text.length() != FORM.length()) return false;
    for (var i = 0; i < FORM.length(); i++) {
      var c = text.charAt(i);
      if (FORM.charAt(i) == '0' ? c < '0' || c > '9' : c != FORM.charAt(i)) return false;
    }
    return number(text, 11, 2) < 24 && number(text, 14, 2) < 60 && number(text, 17, 2) < 60;
  }

  private static Instant read(String text) {
    var day = LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2)).toEpochDay();
    var second = (number(text, 11, 2) * 60 + number(text, 14, 2)) * 60 + number(text, 17, 2);
    return Instant.ofEpochSecond(day * 86_400 + second, number(text, 20, 3) * 1_000_000L);
  }

  private static int number(String text, int from, int digits) {
    var n = 0;
    for (var i = from; i < from + digits; i++) n = 10 * n + text.charAt(i) - '0';
    return n;
  }
}
