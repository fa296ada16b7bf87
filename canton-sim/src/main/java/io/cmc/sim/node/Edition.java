// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

/** Limits can be set on the enterprise edition only. */
public enum Edition { ENTERPRISE, COMMUNITY }
