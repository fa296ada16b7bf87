// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.reads;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which migrations each caller was refused in this stretch of time; the first few by their names. */
final class Tries {

  private static final int NAMES = 20;
  private static final int CALLERS = 1_000;

  private final Map<String, Set<String>> names = new HashMap<>();
  private String stretch = "";

  /** Whether so many were tried that this one is no row by itself any more. */
  synchronized boolean isOneOfMany(Reading refused) {
    if (!refused.occasion().equals(stretch)) names.clear();
    stretch = refused.occasion();
    if (names.size() >= CALLERS && !names.containsKey(refused.actor().subject())) return true;
    var tried = names.computeIfAbsent(refused.actor().subject(), subject -> new HashSet<>());
    if (tried.size() < NAMES) tried.add(refused.migration());
    return !tried.contains(refused.migration());
  }
}
