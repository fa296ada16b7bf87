// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import java.util.Locale;

/** What became true, in one sentence, and how it went. */
public record Saying(Outcome outcome, String sentence) {

  static Saying accepted(String sentence, Object... values) {
    return new Saying(Outcome.ACCEPTED, String.format(Locale.ROOT, sentence, values));
  }

  static Saying done(String sentence, Object... values) {
    return new Saying(Outcome.DONE, String.format(Locale.ROOT, sentence, values));
  }

  static Saying failed(String sentence, Object... values) {
    return new Saying(Outcome.FAILED, String.format(Locale.ROOT, sentence, values));
  }

  static Saying waiting(String sentence, Object... values) {
    return new Saying(Outcome.WAITING, String.format(Locale.ROOT, sentence, values));
  }

  static Saying refused(String sentence, Object... values) {
    return new Saying(Outcome.REFUSED, String.format(Locale.ROOT, sentence, values));
  }

  static Saying unknown(String sentence, Object... values) {
    return new Saying(Outcome.UNKNOWN, String.format(Locale.ROOT, sentence, values));
  }
}
