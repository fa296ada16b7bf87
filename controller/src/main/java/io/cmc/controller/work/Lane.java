// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

/**
 * Bounds how many pieces of work run at once, over all instances. It is written down with the work that first goes in it.
 *
 * @param migration that it is for, and ends with; empty: for all
 * @param places as it has until somebody says otherwise; who names it later changes nothing
 */
record Lane(String name, String migration, int places) {

  /** As many places as the pace of the migration's plan says when it is first gone in. */
  private static final int AS_PLANNED = 0;

  static Lane asPlanned(String name, String migration) {
    return new Lane(name, migration, AS_PLANNED);
  }
}
