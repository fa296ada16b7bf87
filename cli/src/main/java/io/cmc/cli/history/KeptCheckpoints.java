// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.history;

import io.cmc.cli.problem.Trouble;
import io.cmc.seal.KnownCheckpoints;
import io.cmc.seal.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Checkpoints in a folder as the service keeps them, or a single one in a file. */
public final class KeptCheckpoints implements KnownCheckpoints {

  private static final Pattern NAME = Pattern.compile("checkpoint-\\d+\\.txt");

  private final TreeMap<Long, Path> files;

  private KeptCheckpoints(Map<Long, Path> files) {
    this.files = new TreeMap<>(files);
  }

  /** @throws Trouble when there is none */
  public static KeptCheckpoints in(Path place) {
    try (var found = Files.isDirectory(place) ? Files.list(place).filter(f -> NAME.matcher(f.getFileName().toString()).matches())
        : Optional.of(place).stream()) {
      var files = new TreeMap<Long, Path>();
      found.forEach(file -> files.put(read(file).checkpoint().number(), file));
      if (files.isEmpty()) throw unreadable(place, "none");
      return new KeptCheckpoints(files);
    } catch (IOException e) {
      throw unreadable(place, e.toString());
    }
  }

  private static SignedCheckpoint read(Path file) {
    try {
      var signed = SignedCheckpoint.ofFile(Files.readString(file));
      if (!signed.hasItsSignature()) throw unreadable(file, "one that its key did not sign");
      return signed;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(file, e.toString());
    }
  }

  private static Trouble unreadable(Path place, String found) {
    return Trouble.input("CHECKPOINTS_UNREADABLE", "signed checkpoints in " + place, found, "name the folder that cmc.checkpoints.folder names, or a copy");
  }

  @Override public Optional<SignedCheckpoint> number(long number) {
    return Optional.ofNullable(files.get(number)).map(KeptCheckpoints::read);
  }

  @Override public Optional<SignedCheckpoint> last() {
    return Optional.ofNullable(files.lastEntry()).map(Map.Entry::getValue).map(KeptCheckpoints::read);
  }
}
