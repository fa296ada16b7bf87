// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.RunComparison;
import io.cmc.cli.history.LineReader;
import io.cmc.seal.Tampered;
import io.cmc.seal.Verification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Whether a bundle is as it was written: the manifest's hashes, the events by their seals, the other files by the events. Needs no
 * service. Each method throws {@link Altered} at the first thing that is not.
 */
public final class Examination {

  /** Nobody signs them, and they cannot be made of the events without the service. */
  private static final List<String> BELIEVED = List.of(Papers.PLAN_NOW + " (the plan itself, plan.json, is proved)",
      "times in " + Papers.TIMINGS, "positions of participants in " + Papers.STATUS, "sentences and outcomes in " + Papers.AUDIT);

  /** @param remade whether this version of the client could make the files anew and found the same bytes */
  public record Found(Verification.Summary events, int files, boolean remade, List<String> unexamined) {}

  private final Map<String, byte[]> files;
  private final Verification verification;
  private final String reader;

  /** @param reader which cmc examines it */
  public Examination(Map<String, byte[]> files, Verification verification, String reader) {
    this.files = files;
    this.verification = verification;
    this.reader = reader;
  }

  public Found make() {
    var manifest = manifest();
    var lines = text(Papers.EVENTS).lines().toList();
    var events = events(lines);
    if (events.migration().isEmpty() || !events.migration().equals(manifest.path("migration").asText())) {
      throw Altered.file(Manifest.NAME, "expected the migration of the events, found '" + manifest.path("migration").asText() + "'");
    }
    var account = account(manifest.path("writtenBy").asText(), lines);
    new Agreement(account, account.facts()).look();
    planHash(account.facts());
    var remade = account.writer().equals(reader);
    if (remade) same(Papers.of(account));
    return new Found(events, files.size(), remade, unexamined(remade, account.writer()));
  }

  private JsonNode manifest() {
    var content = files.get(Manifest.NAME);
    if (content == null) throw Altered.file(Manifest.NAME, "is missing");
    var manifest = readable(Manifest.NAME, () -> Json.read(text(Manifest.NAME)));
    if (manifest.path("format").asInt() != Manifest.FORMAT) throw Altered.file(Manifest.NAME, "expected format " + Manifest.FORMAT);
    manifest.path("files").forEach(f -> {
      if (!files.containsKey(f.path("name").asText())) {
        throw Altered.file(Manifest.NAME, "names " + f.path("name").asText() + ", which is not in the bundle");
      }
    });
    files.keySet().stream().filter(name -> !name.equals(Manifest.NAME)).forEach(name -> hash(manifest, name));
    if (!Arrays.equals(content, Manifest.of(manifest.path("migration").asText(), manifest.path("writtenBy").asText(), files))) {
      throw Altered.file(Manifest.NAME, "is not written as it is written");
    }
    Papers.ALL.stream().filter(name -> !files.containsKey(name)).findFirst().ifPresent(name -> {
      throw Altered.file(name, "is missing");
    });
    return manifest;
  }

  private void hash(JsonNode manifest, String name) {
    var expected = Manifest.sha256(manifest, name);
    if (expected.isEmpty()) throw Altered.file(name, "was put in: " + Manifest.NAME + " does not name it");
    var found = Manifest.sha256(files.get(name));
    if (!found.equals(expected)) throw Altered.file(name, "expected SHA-256 " + expected + " as in " + Manifest.NAME + ", found " + found);
  }

  private Verification.Summary events(List<String> lines) {
    try {
      var reading = new LineReader(verification);
      lines.forEach(reading::accept);
      return verification.finish();
    } catch (Tampered e) {
      throw Altered.event(e);
    }
  }

  private Account account(String writer, List<String> lines) {
    return new Account(writer, lines, text(Papers.PLAN_NOW),
        readable(Papers.STATUS, () -> Json.into(MigrationStatus.newBuilder(), text(Papers.STATUS)).build()),
        readable(Papers.TIMINGS, () -> Json.into(RunComparison.newBuilder(), text(Papers.TIMINGS)).build()),
        readable(Papers.AUDIT, () -> text(Papers.AUDIT).lines().map(l -> Json.into(AuditEntry.newBuilder(), l).build()).toList()));
  }

  private void planHash(Facts facts) {
    var expected = facts.of("MigrationPlanned").getFirst().text("hash");
    var found = Manifest.sha256(files.get(Papers.PLAN));
    if (!found.equals(expected)) throw Altered.file(Papers.PLAN, "expected SHA-256 " + expected + " as in MigrationPlanned, found " + found);
  }

  /** The manifest fits what is there already. */
  private void same(Map<String, byte[]> remade) {
    remade.forEach((name, content) -> {
      if (!name.equals(Manifest.NAME) && !Arrays.equals(content, files.get(name))) throw Altered.file(name, "is not what the events and the other files make of it");
    });
    if (!List.copyOf(remade.keySet()).equals(List.copyOf(files.keySet()))) throw Altered.file(Manifest.NAME, "expected other files, or in another order");
  }

  private static List<String> unexamined(boolean remade, String writer) {
    var all = new ArrayList<>(BELIEVED);
    if (!remade) all.add("whether " + Papers.REPORT + " and the other documents say what the events say: another version wrote them, " + writer);
    return all;
  }

  private String text(String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  private static <T> T readable(String name, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw Altered.file(name, "cannot be read: " + e.getMessage());
    }
  }
}
