// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

/**
 * Bounds how many pieces of work run at once, over all instances. It is written down with the work that first goes in it.
 *
 * @param migration that it is for, and ends with; empty: for all
 * @param places as it has until somebody says otherwise; who names it later changes nothing
 */
record Lane(String name, String migration, int places) {}
