// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.checkpoint;

import io.cmc.seal.CheckpointKey;
import io.cmc.seal.SignedCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Checkpoints and public keys as files, in a folder that whoever rules the database does not rule. A file is written once and never
 * changed; instances of the service may share a folder, or each have its own. Safe for many threads.
 */
public final class CheckpointFiles {

  private static final int BATCH = 100;

  /** What the process may not give is taken off; a temporary file would be for its owner alone. */
  private static final FileAttribute<Set<PosixFilePermission>> AS_OTHER_FILES = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-"));

  private final Path folder;
  private final Checkpoints made;
  private long kept = -1;

  public CheckpointFiles(Path folder, Checkpoints made) {
    this.folder = folder;
    this.made = made;
  }

  /**
   * Writes those that are not there yet.
   *
   * @throws IllegalStateException when a kept checkpoint is not the one that the database has
   */
  public synchronized void keepUp() {
    mustFit();
    try {
      for (var next = made.after(kept, BATCH); !next.isEmpty(); next = made.after(kept, BATCH)) {
        for (var checkpoint : next) keep(checkpoint);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep checkpoints in " + folder.toAbsolutePath(), e);
    }
  }

  /**
   * That the database still has the last one that is kept here. It may have been restored to an earlier state under a service that runs.
   *
   * @throws IllegalStateException when it has not
   */
  public synchronized void mustFit() {
    var before = kept;
    kept = -1; // as long as it is not known to fit: somebody may move the folder away meanwhile
    try {
      if (before > 0 && Files.exists(file(before))) mustBe(before, made.after(before - 1, 1).stream().findFirst());
      else before = lookAround();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read checkpoints in " + folder.toAbsolutePath(), e);
    }
    kept = before;
  }

  // the last one stands for all: it names the one before it by its hash, and so on
  private long lookAround() throws IOException {
    Files.createDirectories(folder);
    var last = 0L;
    while (Files.exists(file(last + 1))) last++;
    if (last > 0) mustBe(last, made.after(last - 1, 1).stream().findFirst());
    return last;
  }

  private void mustBe(long number, Optional<SignedCheckpoint> stored) throws IOException {
    if (stored.isEmpty() || !Files.readString(file(number)).equals(stored.get().file())) {
      throw new IllegalStateException("checkpoint " + number + " in " + folder.toAbsolutePath() + " is not the one in the database: the database"
          + " was restored to an earlier state, is another one, or was tampered with. Find out with `cmc verify --live --checkpoints`,"
          + " then move the folder away");
    }
  }

  private void keep(SignedCheckpoint signed) throws IOException {
    var checkpoint = signed.checkpoint();
    write(folder.resolve(name(checkpoint.key())), checkpoint.key().pem());
    if (checkpoint.nextKey().isPresent()) write(folder.resolve(name(checkpoint.successor())), checkpoint.successor().pem());
    write(file(checkpoint.number()), signed.file());
    mustBe(checkpoint.number(), Optional.of(signed));
    kept = checkpoint.number();
  }

  // whole or not at all, also where another instance writes the same at the same time
  private void write(Path file, String content) throws IOException {
    if (Files.exists(file)) return;
    var draft = Files.createTempFile(folder, file.getFileName() + ".", ".part", AS_OTHER_FILES);
    try {
      Files.writeString(draft, content);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static String name(CheckpointKey key) {
    return "key-" + key.fingerprint() + ".pem";
  }

  private Path file(long number) {
    return folder.resolve("checkpoint-%08d.txt".formatted(number));
  }
}
