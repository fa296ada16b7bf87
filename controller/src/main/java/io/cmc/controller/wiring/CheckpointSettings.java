// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * When and with what checkpoints are signed.
 *
 * @param events one is made when so many events are not covered yet; 1 to 100,000
 * @param every an event waits so long for its checkpoint at most; 1 s to 1 day
 * @param folder where each is kept as a file too
 * @param keys what they are signed with
 */
public record CheckpointSettings(int events, Duration every, Path folder, Keys keys) {

  /**
   * @param own used, and made at the first start, where no other is named
   * @param current a file with a private key
   * @param previous the same, of the key before it
   * @param lost fingerprint of a key that is gone
   */
  public record Keys(Path own, Optional<Path> current, Optional<Path> previous, Optional<String> lost) {}

  public CheckpointSettings {
    if (events < 1 || events > 100_000) throw new IllegalArgumentException("expected 1 to 100000 as cmc.checkpoints.events, found " + events);
    if (every.compareTo(Duration.ofSeconds(1)) < 0 || every.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("expected 1s to 1d as cmc.checkpoints.every, found " + every);
    }
  }
}
