// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is kept as the comment on a restored database, and on the one that it replaced until that one is dropped. It gets there in the
 * moment in which the one takes the other's place.
 *
 * @param restored name of the backup
 * @param database address of the database
 * @param sha256 of the backup
 * @param at the server's clock
 */
record RestoreMark(String restored, String database, String sha256, Instant at) {

  RestoreMark {
    Objects.requireNonNull(restored, "restored");
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(at, "at");
  }

  /** Empty for the comment of anybody else. */
  static Optional<RestoreMark> parse(String text) {
    return StoredJson.parse(text, RestoreMark.class);
  }

  String text() {
    return StoredJson.text(this);
  }

  boolean isOf(String backup, String address) {
    return restored.equals(backup) && database.equals(address);
  }
}
