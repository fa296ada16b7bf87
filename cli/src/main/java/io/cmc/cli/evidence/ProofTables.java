// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.cmc.cli.text.Amounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was looked at on the nodes, from the events. */
final class ProofTables {

  private static final int WIDEST = 12;

  private final Facts facts;

  ProofTables(Facts facts) {
    this.facts = facts;
  }

  void on(Html page) {
    drains(page);
    backups(page);
    restores(page);
    contracts(page);
    limits(page);
    pings(page);
  }

  private void drains(Html page) {
    page.section("Proofs that nothing was in flight").table(List.of("Participant", "Proved", "Watched for", "Looks"), facts.of("DrainProved").stream()
        .map(f -> List.of(f.participant(), f.at(), Words.took(f.payload().at("/proof/span").asText()),
            Integer.toString(f.payload().at("/proof/samples").size()))).toList(), "There are none.");
  }

  private void backups(Html page) {
    page.section("Backups").table(List.of("Database of", "Taken", "How", "Where", "Size", "SHA-256", "Took"),
        facts.of("BackupTaken", "SourceBackupTaken").stream().map(f -> backup(f, f.payload().path("backup"))).toList(), "There are none.");
  }

  private static List<String> backup(Fact fact, JsonNode backup) {
    return List.of(fact.participant(), fact.at(), backup.path("strategy").asText(), backup.path("location").asText(),
        backup.hasNonNull("bytes") ? Amounts.bytes(backup.path("bytes").asLong()) + " (" + backup.path("bytes").asText() + ")" : "",
        backup.path("sha256").asText(""), Words.took(backup.path("took").asText("")));
  }

  private void restores(Html page) {
    page.section("Proofs that backups can be restored").table(List.of("Participant", "Proved", "Scratch database", "Tables", "Rows", "Took"),
        facts.of("BackupProved").stream().map(f -> List.of(f.participant(), f.at(), f.payload().at("/proof/scratch").asText(),
            f.payload().at("/proof/tables").asText(), f.payload().at("/proof/rows").asText(), Words.took(f.payload().at("/proof/took").asText())))
            .toList(), "There are none.");
  }

  private void contracts(Html page) {
    page.section("Contracts before and after").table(List.of("Participant", "Compared", "Before", "Digest before", "After", "Digest after", "Result"),
        facts.of("ContractsCompared").stream().map(f -> contracts(f, f.payload().path("before"), f.payload().path("after"))).toList(), "None were compared.");
  }

  private static List<String> contracts(Fact fact, JsonNode before, JsonNode after) {
    return List.of(fact.participant(), fact.at(), before.path("count").asText(), before.path("digest").asText(), after.path("count").asText(),
        after.path("digest").asText(), before.path("digest").equals(after.path("digest")) ? "the same" : "DIFFERENT");
  }

  private void limits(Html page) {
    page.section("Limits before and after").table(List.of("Participant", "Saved before", "Restored"), facts.of("LimitsRestored").stream()
        .map(f -> List.of(f.participant(), facts.last("LimitsSaved", f.participant()).map(s -> limits(s.payload().at("/settings/limits"))).orElse(""),
            limits(f.payload().path("limits")))).toList(), "None were changed.");
  }

  private static String limits(JsonNode limits) {
    return "requests in flight " + limits.path("maxDirtyRequests").asText("no limit") + ", rate " + limits.path("maxRate").asText("no limit") + ", burst "
        + limits.path("maxBurstFactor").asText("-");
  }

  /** The last ping of a pair counts. A matrix, or a list by sender where it would be too wide. */
  private void pings(Html page) {
    var results = new LinkedHashMap<String, Map<String, String>>();
    var names = new TreeSet<String>();
    facts.of("PingsAnswered").forEach(f -> f.payload().path("pings").forEach(p -> {
      results.computeIfAbsent(f.participant(), _ -> new LinkedHashMap<>()).put(p.path("to").asText(), result(p));
      names.addAll(List.of(f.participant(), p.path("to").asText()));
    }));
    page.section("Pings on the target");
    if (names.size() > WIDEST) list(page, results);
    else matrix(page, results, List.copyOf(names));
  }

  private static String result(JsonNode ping) {
    return ping.path("answered").asBoolean() ? Words.took(ping.path("took").asText()) : "NO ANSWER";
  }

  private static void matrix(Html page, Map<String, Map<String, String>> results, List<String> names) {
    var rows = new ArrayList<List<String>>();
    names.forEach(from -> rows.add(Stream.concat(Stream.of(from), names.stream().map(to -> results.getOrDefault(from, Map.of()).getOrDefault(to, "-")))
        .toList()));
    page.table(Stream.concat(Stream.of("From \\ to"), names.stream()).toList(), rows, "There were none.");
  }

  private static void list(Html page, Map<String, Map<String, String>> results) {
    page.table(List.of("From", "To"), results.entrySet().stream().map(e -> List.of(e.getKey(),
        e.getValue().entrySet().stream().map(to -> to.getKey() + " " + to.getValue()).collect(Collectors.joining(", ")))).toList(), "");
  }
}
