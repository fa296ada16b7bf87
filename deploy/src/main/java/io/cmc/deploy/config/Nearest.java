// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word that somebody meant who mistyped it: the one that is fewest letters away. */
final class Nearest {

  /** Beyond a third of its letters it is another word. */
  private static final int PART = 3;

  private Nearest() {}

  static Optional<String> to(String word, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(k -> distance(word, k))).filter(k -> distance(word, k) <= Math.max(2, word.length() / PART));
  }

  /** Levenshtein's: letters to add, leave out or change. */
  static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
