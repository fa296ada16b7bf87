// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
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

  private static final ObjectMapper JSON = new ObjectMapper()
      .registerModule(new JavaTimeModule())
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  RestoreMark {
    Objects.requireNonNull(restored, "restored");
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(at, "at");
  }

  /** Empty for the comment of anybody else. */
  static Optional<RestoreMark> parse(String text) {
    try {
      return Optional.ofNullable(JSON.readValue(text, RestoreMark.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a mark cannot be written", e);
    }
  }

  boolean isOf(String backup, String address) {
    return restored.equals(backup) && database.equals(address);
  }
}
