// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
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

  private static final ObjectMapper JSON = new ObjectMapper()
      .registerModule(new JavaTimeModule())
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
      .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

  StoredProof {
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(took, "took");
    Objects.requireNonNull(serverTime, "serverTime");
  }

  /** Empty when somebody or something spoilt it, or it never was one. */
  static Optional<StoredProof> parse(String text) {
    try {
      return Optional.ofNullable(JSON.readValue(text, StoredProof.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a proof cannot be written", e);
    }
  }

  BackupProof of(BackupStrategy strategy, String location) {
    return new BackupProof(strategy, location, bytes, sha256, took, serverTime, objects);
  }
}
