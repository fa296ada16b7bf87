// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/** All figures of one run, as people and as programs read them. */
record Results(List<Figure> figures, Map<String, String> circumstances) {

  private static final String HEAD = "| # | what | median | spread | goal | | in this run |\n|---|---|---|---|---|---|---|\n";

  Results {
    figures = List.copyOf(figures);
    circumstances = new LinkedHashMap<>(circumstances);
  }

  /** A table in Markdown. */
  String table() {
    return figures.stream().map(Results::row).collect(Collectors.joining("", HEAD, ""));
  }

  private static String row(Figure f) {
    var unit = f.goal().unit().isEmpty() ? "" : " " + f.goal().unit();
    return "| " + String.join(" | ", f.id(), f.what(), Goal.number(f.median()) + unit, Goal.number(f.least()) + " to " + Goal.number(f.most())
        + " in " + f.values().size(), f.goal().toString(), f.isMet() ? "met" : "missed", f.beside()) + " |\n";
  }

  String json() {
    var rows = figures.stream().map(Results::json).collect(Collectors.joining(",\n"));
    var facts = circumstances.entrySet().stream().map(e -> quoted(e.getKey()) + ": " + quoted(e.getValue())).collect(Collectors.joining(", "));
    return "{\"circumstances\": {" + facts + "},\n \"figures\": [\n" + rows + "\n]}\n";
  }

  private static String json(Figure f) {
    return String.format(Locale.ROOT, "{\"id\": %s, \"what\": %s, \"median\": %f, \"least\": %f, \"most\": %f, \"values\": %s, \"goal\": %s, \"met\": %b, \"beside\": %s}",
        quoted(f.id()), quoted(f.what()), f.median(), f.least(), f.most(), f.values(), quoted(f.goal().toString()), f.isMet(), quoted(f.beside()));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
