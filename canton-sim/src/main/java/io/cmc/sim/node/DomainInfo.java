// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

/** What a domain says of itself on its public port. */
record DomainInfo(String id, int protocolVersion, boolean uniqueContractKeys, String agreement) {}
