// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import io.cmc.plan.BackupStrategy;
import io.cmc.proof.BackupProof;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is kept beside a backup when it is whole: its last act. A backup without it is an unfinished one.
 *
 * @param database address of the database that was backed up
 */
record StoredProof(String database, long bytes, String sha256, Duration took, Instant serverTime, int objects) {

  StoredProof {
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(took, "took");
    Objects.requireNonNull(serverTime, "serverTime");
  }

  /** Empty when somebody or something spoilt it, or it never was one. */
  static Optional<StoredProof> parse(String text) {
    return StoredJson.parse(text, StoredProof.class);
  }

  String text() {
    return StoredJson.text(this);
  }

  BackupProof of(BackupStrategy strategy, String location) {
    return new BackupProof(strategy, location, bytes, sha256, took, serverTime, objects);
  }
}
