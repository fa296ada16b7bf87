// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.sample;

import java.util.HashMap;
import java.util.Map;

/**
 * What a consumer has to remember so that nothing is counted twice and nothing is missed: one number for each migration. Keep it where
 * what you make of the events is kept, and change both in one transaction. For one thread.
 */
public final class Ledger {

  /** How an event fits to those before it. */
  public sealed interface Fit {

    /** It is the next, or the first that is seen of its migration. */
    record Next() implements Fit {}

    /** It was there before: leave it alone. */
    record Again() implements Fit {}

    /** Those from {@code from} to {@code to} were not there before it: read them again, from another topic where this one has them no more. */
    record Missing(long from, long to) implements Fit {}
  }

  private final Map<String, Long> last = new HashMap<>();

  /** @param sequence of the event within its migration; they come in order, as a partition has them */
  public Fit take(String migration, long sequence) {
    var before = last.get(migration);
    if (before != null && sequence <= before) return new Fit.Again();
    last.put(migration, sequence);
    return before == null || sequence == before + 1 ? new Fit.Next() : new Fit.Missing(before + 1, sequence - 1);
  }
}
