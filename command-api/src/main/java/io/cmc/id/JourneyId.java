// SPDX-License-Identifier: Apache-2.0
package io.cmc.id;

/** One participant within one migration: the stream of its journey. */
public record JourneyId(MigrationId migration, NodeName participant) {

  /** The stream's name in the store. */
  @Override public String toString() {
    return migration + "/" + participant;
  }
}
