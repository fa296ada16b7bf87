// SPDX-License-Identifier: Apache-2.0
package io.cmc.proof;

/** {@code maxRatePerParticipant} of the two domains before anything was changed. */
public record SavedRates(int source, int target) {}
