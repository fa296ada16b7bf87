// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.measure;

import io.cmc.deploy.docs.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The alarms for Prometheus, and what is tried of them. */
public final class Alarms {

  static final Path TESTS = Checkout.here().path("deploy/prometheus/alerts.test.yml");
  private static final Path RULES = Checkout.here().path("deploy/prometheus/alerts.yml");

  private Alarms() {}

  public record Alarm(String name, String query, Map<String, String> labels, Map<String, String> annotations) {}

  /** @param fires whether the alarm is expected, and not its silence */
  record Case(String alarm, boolean fires) {}

  public static List<Alarm> read() {
    return each(load(RULES), "groups").flatMap(group -> each(group, "rules"))
        .map(rule -> new Alarm((String) rule.get("alert"), (String) rule.get("expr"), texts(rule, "labels"), texts(rule, "annotations"))).toList();
  }

  static List<Case> cases() {
    return each(load(TESTS), "tests").flatMap(test -> each(test, "alert_rule_test"))
        .map(tried -> new Case((String) tried.get("alertname"), each(tried, "exp_alerts").findAny().isPresent())).toList();
  }

  private static Map<String, Object> load(Path file) {
    try {
      return new Yaml().load(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") private static Stream<Map<String, Object>> each(Map<String, Object> map, String name) {
    return ((List<Map<String, Object>>) map.getOrDefault(name, List.of())).stream();
  }

  @SuppressWarnings("unchecked") private static Map<String, String> texts(Map<String, Object> map, String name) {
    return (Map<String, String>) map.getOrDefault(name, Map.of());
  }
}
