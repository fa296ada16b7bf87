// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import io.cmc.deploy.measure.Metric;
import io.cmc.journey.Phase;
import io.cmc.journey.StepName;
import io.cmc.projection.status.Activity;
import io.cmc.projection.status.State;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is measured, as Prometheus shows it. */
final class MetricsPage implements Page {

  private static final List<String> HEADS = List.of("name", "labels", "unit", "what it tells");

  @Override public String file() {
    return "docs/metrics.md";
  }

  @Override public String text() {
    var page = new Markdown("Metrics").paragraph("""
        Served at `/actuator/prometheus` of the port that `cmc serve --management-port` opens. Dashboards for Grafana are in `deploy/grafana/dashboards`, alarms for
        Prometheus in `deploy/prometheus/alerts.yml`, and what to do about each alarm is in the [runbook](runbook.md).""");
    page.section("Migrations").paragraph("""
        Every instance, one that only reads as well, measures all of it every 10 seconds, so that of several the largest figure counts and not the sum: `max by (...)`. Of migrations
        under way, and for an hour after their end. There is no figure while the store is away.""").table(HEADS, rows(Metric.ofMigrations()));
    page.section("The service").paragraph("Of what all instances share; here too the largest figure counts.").table(HEADS, rows(Metric.ofTheService()));
    page.section("Steps and nodes").paragraph("Each instance counts what it does itself, so that of several the sum counts: `sum by (...)`. They begin anew with the instance.")
        .table(HEADS, rows(Metric.ofEachInstance()));
    page.section("Of libraries").paragraph("Of each instance; those that the dashboards show. There are more.").table(HEADS, rows(Metric.ofTheMachine()));
    page.section("Labels").table(List.of("label", "what it says"), labels());
    return page.toString();
  }

  private static List<List<String>> rows(List<Metric> metrics) {
    return metrics.stream().map(m -> List.of(codes(m.names().stream()), codes(m.labels().stream()), m.unit(), m.meaning())).toList();
  }

  private static List<List<String>> labels() {
    return List.of(
        label("migration", "its name"),
        label("state", words(State.values())),
        label("activity", words(Activity.State.values())),
        label("phase", words(Phase.values()) + "; the gate before a phase counts as part of it"),
        label("before", "the phase behind the gate"),
        label("spent", codes(Stream.of("work", "people", "soak"))),
        label("why", codes(Stream.of("hold", "panic", "comparing", "overdue")) + "; overdue stops nothing"),
        label("code", "a problem, as in [errors](errors.md)"),
        label("model", "a read model"),
        label("step", words(StepName.values())),
        label("outcome", codes(Stream.of("reached", "later", "failed", "unknown", "fenced_off", "fault")) + "; later: looked at, and not there yet; fault: one of our own"),
        label("kind", codes(Stream.of("step", "fan_out", "fan_in", "compare", "watch"))),
        label("condition", codes(Stream.of("leased", "due", "later")) + "; leased: it is being done"),
        label("node", "host and port of the node"),
        label("statusCode", "gRPC's code, such as `OK` or `UNAVAILABLE`"),
        label("service", "gRPC service; with `method` and `methodType` what was called"),
        label("pool", "of connections to the database"));
  }

  private static List<String> label(String name, String words) {
    return List.of(Markdown.code(name), words);
  }

  private static String words(Enum<?>[] values) {
    return codes(Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)));
  }

  private static String codes(Stream<String> words) {
    return words.map(Markdown::code).collect(Collectors.joining(" "));
  }
}
