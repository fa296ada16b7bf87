// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import java.time.Duration;

/**
 * @param smallMaxDirtyRequests limit while the pings run, at least 1
 * @param smallMaxRate commands per second while the pings run, at least 1
 * @param pingTimeout of one ping; a first ping after a migration takes up to 20 s on real nodes
 * @param everyPairUpTo up to so many participants every ordered pair pings, above it a sparse connected graph
 */
public record Verification(int smallMaxDirtyRequests, int smallMaxRate, Duration pingTimeout, int everyPairUpTo) {

  public static final Verification DEFAULT = new Verification(4, 4, Duration.ofSeconds(60), 30);
}
