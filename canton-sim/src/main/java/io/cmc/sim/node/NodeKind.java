// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

/** What kind of binary a participant runs, and in which mode it was initialised. */
public record NodeKind(Release release, Edition edition, boolean uniqueContractKeys) {}
