// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.notice;

import io.cmc.id.MigrationId;
import java.time.Instant;

/**
 * Something to be told, as it goes out on one channel.
 *
 * @param id the same each time this is sent; a reminder has one of its own
 * @param text one sentence; names no person
 */
public record Notice(String id, Kind kind, MigrationId migration, String text, Instant at) {

  /** How much it matters. */
  public enum Weight { DETAIL, INFO, WARNING, CRITICAL }
}
