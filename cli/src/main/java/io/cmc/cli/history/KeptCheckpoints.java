// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.history;

import io.cmc.cli.problem.Trouble;
import io.cmc.seal.KnownCheckpoints;
import io.cmc.seal.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Checkpoints in a folder as the service keeps them, or one or more in a file, as they were read from Kafka. Those of a folder are read when
 * they are asked for.
 */
public final class KeptCheckpoints implements KnownCheckpoints {

  private static final Pattern NAME = Pattern.compile("checkpoint-\\d+\\.txt");

  private final TreeMap<Long, Supplier<SignedCheckpoint>> kept;

  private KeptCheckpoints(Map<Long, Supplier<SignedCheckpoint>> kept) {
    this.kept = new TreeMap<>(kept);
  }

  /** @throws Trouble when there is none */
  public static KeptCheckpoints in(Path place) {
    var kept = Files.isDirectory(place) ? ofFolder(place) : ofFile(place);
    if (kept.isEmpty()) throw unreadable(place, "none");
    return new KeptCheckpoints(kept);
  }

  private static Map<Long, Supplier<SignedCheckpoint>> ofFolder(Path folder) {
    try (var files = Files.list(folder)) {
      var kept = new TreeMap<Long, Supplier<SignedCheckpoint>>();
      files.filter(f -> NAME.matcher(f.getFileName().toString()).matches()).forEach(file -> kept.put(only(file).checkpoint().number(), () -> only(file)));
      return kept;
    } catch (IOException e) {
      throw unreadable(folder, e.toString());
    }
  }

  private static Map<Long, Supplier<SignedCheckpoint>> ofFile(Path file) {
    var kept = new TreeMap<Long, Supplier<SignedCheckpoint>>();
    for (var signed : read(file)) {
      var before = kept.put(signed.checkpoint().number(), () -> signed);
      if (before != null && !before.get().equals(signed)) throw unreadable(file, "two that differ, both with the number " + signed.checkpoint().number());
    }
    return kept;
  }

  private static SignedCheckpoint only(Path file) {
    var all = read(file);
    if (all.size() != 1) throw unreadable(file, all.size() + " of them");
    return all.getFirst();
  }

  private static List<SignedCheckpoint> read(Path file) {
    try {
      var all = SignedCheckpoint.ofFiles(Files.readString(file));
      if (!all.stream().allMatch(SignedCheckpoint::hasItsSignature)) throw unreadable(file, "one that its key did not sign");
      return all;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(file, e.toString());
    }
  }

  private static Trouble unreadable(Path place, String found) {
    return Trouble.input("CHECKPOINTS_UNREADABLE", "signed checkpoints in " + place, found, "name the folder that cmc.checkpoints.folder names, a copy, or a file with what was read from Kafka");
  }

  @Override public Optional<SignedCheckpoint> number(long number) {
    return Optional.ofNullable(kept.get(number)).map(Supplier::get);
  }

  @Override public Optional<SignedCheckpoint> last() {
    return Optional.ofNullable(kept.lastEntry()).map(Map.Entry::getValue).map(Supplier::get);
  }
}
