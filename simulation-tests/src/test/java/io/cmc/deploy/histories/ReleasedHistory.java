// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.histories;

import io.cmc.seal.HistoryEntry;
import io.cmc.seal.SealedFact;
import io.cmc.seal.Verification;
import io.cmc.store.history.HistoryJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A whole history as it was exported once. It is never changed. */
record ReleasedHistory(Path file) {

  static Path folder() {
    return Path.of("../event-store/src/test/resources/histories");
  }

  static List<ReleasedHistory> all() {
    try (var files = Files.list(folder())) {
      return files.filter(f -> f.toString().endsWith(".jsonl")).sorted().map(ReleasedHistory::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the hash of its state is written down. */
  Path hash() {
    return file.resolveSibling(name() + ".sha256");
  }

  String name() {
    return file.getFileName().toString().replace(".jsonl", "");
  }

  private List<HistoryEntry> entries() {
    var json = new HistoryJson();
    try (var lines = Files.lines(file)) {
      return lines.map(json::entry).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<HistoryEntry.Event> events() {
    return entries().stream().filter(HistoryEntry.Event.class::isInstance).map(HistoryEntry.Event.class::cast).toList();
  }

  List<SealedFact> facts() {
    return events().stream().map(HistoryEntry.Event::fact).toList();
  }

  Verification.Summary verify() {
    var verification = new Verification(Verification.Expected.NOTHING);
    entries().forEach(verification::accept);
    return verification.finish();
  }

  @Override public String toString() {
    return name();
  }
}
