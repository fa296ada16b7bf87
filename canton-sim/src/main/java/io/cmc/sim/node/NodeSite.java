// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

/**
 * Where a node lives.
 *
 * @param first a participant's ledger port, a domain's public port
 * @param second the admin port
 */
public record NodeSite(Storage storage, int first, int second) {}
