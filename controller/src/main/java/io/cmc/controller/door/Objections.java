// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.OrderContext;
import io.cmc.controller.survey.ExclusionPreview.Preview;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.Optional;

/** What an order may lack that nobody gives lightly. */
final class Objections {
  private Objections() {}

  static Optional<Problem> none() {
    return Optional.empty();
  }

  static Optional<Problem> reason(OrderContext by) {
    return by.reason().isBlank() ? missing("a reason", "none") : none();
  }

  static Optional<Problem> text(String text) {
    return text.isBlank() ? missing("a text", "none") : none();
  }

  /** @param confirm the name once more, as a person typed it */
  static Optional<Problem> typed(String migration, String confirm) {
    return migration.equals(confirm) ? none()
        : missing("the name of the migration typed once more, " + migration, confirm.isEmpty() ? "nothing" : "\"" + confirm + "\"");
  }

  static Optional<Problem> exclusion(String given, Preview now) {
    if (now.open()) {
      return Optional.of(Problem.of(ProblemCode.STILL_TRADING, now.node() + " closed, or away from the source", "connected, and taking commands"));
    }
    var is = now.digest();
    return is.equals(given) ? none() : Optional.of(Problem.of(ProblemCode.SHOWN_DIFFERS, "the digest of what is cut off, " + is,
        given.isEmpty() ? "none" : "\"" + given + "\""));
  }

  private static Optional<Problem> missing(String expected, String found) {
    return Optional.of(Problem.of(ProblemCode.CONTEXT_MISSING, expected, found));
  }
}
