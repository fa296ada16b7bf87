// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.sample;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.cmc.seal.Checkpoint;
import io.cmc.seal.SignedCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A file of somebody else's, in which the checkpoints are kept that were seen in Kafka: with it {@code cmc verify --checkpoints} finds a
 * history that was changed later, by whoever rules database, files and keys of the service. What is in it stays. For one thread.
 */
public final class CheckpointBook {

  /** Behind the name of the events' topic. */
  static final String TOPIC = ".checkpoints";

  private final Path file;
  private final Map<Long, SignedCheckpoint> kept = new HashMap<>();

  private CheckpointBook(Path file) {
    this.file = file;
  }

  /** @throws IllegalArgumentException when there is something else in the file */
  public static CheckpointBook open(Path file) {
    try {
      var book = new CheckpointBook(file);
      if (Files.exists(file)) SignedCheckpoint.ofFiles(Files.readString(file)).forEach(s -> book.kept.put(s.checkpoint().number(), s));
      return book;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps it, if it is none that is kept already. @return what to say of it */
  public String take(String value) {
    try {
      var signed = SignedCheckpoint.ofFile(value);
      var checkpoint = signed.checkpoint();
      return "%s  checkpoint %d  events %d to %d  key %s%s".formatted(checkpoint.at(), checkpoint.number(), checkpoint.from(), checkpoint.to(),
          checkpoint.key().fingerprint(), keep(checkpoint, signed));
    } catch (IllegalArgumentException e) {
      return "NO CHECKPOINT, left out: " + e.getMessage();
    }
  }

  private String keep(Checkpoint checkpoint, SignedCheckpoint signed) {
    if (!signed.hasItsSignature()) return "  (NOT SIGNED by its key: left out)";
    var before = kept.putIfAbsent(checkpoint.number(), signed);
    if (before == null) write(signed);
    else return before.equals(signed) ? "  (again: left out)" : "  (ANOTHER THAN THE ONE KEPT, left out: the history was changed)";
    return "";
  }

  private void write(SignedCheckpoint signed) {
    try {
      Files.writeString(file, signed.file(), CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
