// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.measure;

import io.cmc.projection.meter.Measure;
import io.micrometer.core.instrument.Meter.Type;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something that is measured.
 *
 * @param meter its name in Micrometer
 * @param unit empty for a plain number
 */
public record Metric(String meter, Type type, String unit, String meaning, List<String> labels) {

  private static final PrometheusNamingConvention CONVENTION = new PrometheusNamingConvention();

  /** Measured by every instance from what all share, so that of several the largest counts. */
  public static List<Metric> ofMigrations() {
    return Arrays.stream(Measure.values()).map(m -> new Metric(m.meter(), Type.GAUGE, m.unit(), m.meaning(), m.labels())).toList();
  }

  /** As those of migrations, of what is beside them. */
  public static List<Metric> ofTheService() {
    return List.of(
        gauge("migration.work", "", "pieces of durable work; an instance that only reads has none of these", "kind", "condition"),
        gauge("migration.dead.letters", "", "events that publication or a read model could not take and waits at"),
        gauge("migration.notices.waiting", "", "notices that should have been told by now"),
        gauge("migration.kafka.lag", "events", "events that are not in Kafka yet; there where events are published"),
        gauge("migration.kafka.age", "seconds", "for how long the oldest of them waits"));
  }

  /** Counted by each instance of what it does itself, so that of several the sum counts. */
  public static List<Metric> ofEachInstance() {
    return List.of(
        new Metric("migration.step", Type.TIMER, "seconds", "each time that a step was worked on", List.of("step", "outcome")),
        new Metric("grpc.client.processing.duration", Type.TIMER, "seconds", "calls to nodes, until the answer was there",
            List.of("service", "method", "methodType", "statusCode", "node")),
        new Metric("grpc.client.requests.sent", Type.COUNTER, "messages", "messages sent to nodes", List.of("service", "method", "methodType", "node")),
        new Metric("grpc.client.responses.received", Type.COUNTER, "messages", "messages received from nodes", List.of("service", "method", "methodType", "node")));
  }

  /** What libraries measure, as far as the dashboards show it. */
  public static List<Metric> ofTheMachine() {
    return List.of(
        gauge("jvm.memory.used", "bytes", "memory in use", "area", "id"),
        gauge("jvm.memory.max", "bytes", "how much it may become; -1 where nothing says so", "area", "id"),
        gauge("process.cpu.usage", "", "share of the machine's processors"),
        gauge("hikaricp.connections.active", "", "connections to the database in use", "pool"),
        gauge("hikaricp.connections.pending", "", "threads that wait for one", "pool"),
        gauge("hikaricp.connections.max", "", "connections at most", "pool"));
  }

  static List<Metric> all() {
    return Stream.of(ofMigrations(), ofTheService(), ofEachInstance(), ofTheMachine()).flatMap(List::stream).toList();
  }

  /** As Prometheus shows it; a timer is three series. */
  public List<String> names() {
    var name = CONVENTION.name(meter, type, unit.isEmpty() ? null : unit);
    return switch (type) {
      case TIMER -> List.of(name + "_count", name + "_sum", name + "_max");
      case COUNTER -> List.of(name + "_total");
      default -> List.of(name);
    };
  }

  private static Metric gauge(String meter, String unit, String meaning, String... labels) {
    return new Metric(meter, Type.GAUGE, unit, meaning, List.of(labels));
  }
}
