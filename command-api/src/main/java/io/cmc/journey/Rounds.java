// SPDX-License-Identifier: Apache-2.0
package io.cmc.journey;

/**
 * How stages are counted. A stage is gone through again when a barrier finds that a participant fell back: that is a further round.
 * The whole course is gone through again from the drain when work turns up in flight after it: that is a further pass. Rounds of the
 * first pass count from 1, those of the second from 101.
 */
public final class Rounds {
  private static final int PASS = 100;

  private Rounds() {}

  /** Checks are made on request any number of times, and always before the first pass. */
  public static int pass(Stage stage, int round) {
    return stage.phase() == Phase.PREFLIGHT ? 0 : pass(round);
  }

  /** Of a round of any stage after the checks. */
  public static int pass(int round) {
    return round / PASS;
  }

  public static int first(int pass) {
    return pass * PASS + 1;
  }

  /** From 1, within its pass. */
  public static int within(int round) {
    return round % PASS;
  }
}
