// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

/**
 * A participant's resource limits as it reports them: -1 is "no limit", 0 lets nothing through.
 *
 * @param burst greater than 0
 */
public record Limits(int maxDirty, int maxRate, double burst) {

  /** What every community node answers, whatever is going on. */
  public static final Limits COMMUNITY = new Limits(100, -1, 0.5);
  public static final Limits ENTERPRISE_DEFAULT = new Limits(500, 200, 0.5);
  public static final Limits NONE = new Limits(-1, -1, 0.5);

  /** Reads a request the way a node does: any negative number is "no limit", and a burst that is not positive becomes 0.5. */
  public static Limits asStored(int maxDirty, int maxRate, double burst) {
    return new Limits(Math.max(-1, maxDirty), Math.max(-1, maxRate), burst > 0 ? burst : 0.5);
  }

  double maxBurst() {
    return burst * maxRate;
  }
}
