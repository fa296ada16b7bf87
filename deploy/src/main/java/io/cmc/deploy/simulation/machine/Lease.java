// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.controller.step.Notes;

/** A piece of work that an instance may do, as it was when it was taken. */
public record Lease(long work, Kind kind, Object payload, Notes notes, boolean acted, int failures, long epoch, String owner) {

  public enum Kind { STEP, FAN_OUT, FAN_IN, COMPARE, WATCH }
}
