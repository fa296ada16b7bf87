// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

/** The database did not answer; what was asked of it may be done or not. */
final class StoreTrouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreTrouble(String message) {
    super(message, null, false, false);
  }
}
