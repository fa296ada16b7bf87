// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.deploy.docs.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

  static Stream<Path> dashboards() throws IOException {
    try (var files = Files.list(Checkout.here().path("deploy/grafana/dashboards"))) {
      return files.sorted().toList().stream();
    }
  }

  @Test void there_is_one_for_migrations_and_one_for_the_service() throws IOException {
    assertThat(dashboards().map(file -> file.getFileName().toString())).containsExactly("migrations.json", "service.json");
  }

  @ParameterizedTest @MethodSource("dashboards") void every_panel_says_what_it_shows_and_shows_what_is_measured(Path file) throws IOException {
    assertThat(panels(file)).isNotEmpty().allSatisfy(panel -> {
      assertThat(panel.path("title").asText()).isNotBlank();
      assertThat(panel.path("description").asText()).as(panel.path("title").asText()).isNotBlank();
      assertThat(panel.path("targets")).as(panel.path("title").asText()).isNotEmpty()
          .allSatisfy(target -> new Expression(target.path("expr").asText()).namesOnlyWhatIsMeasured());
    });
  }

  @ParameterizedTest @MethodSource("dashboards") void no_panel_hides_another(Path file) throws IOException {
    var panels = panels(file);

    assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    assertThat(panels).allSatisfy(one -> assertThat(panels).filteredOn(other -> other != one).noneMatch(other -> overlap(one.path("gridPos"), other.path("gridPos"))));
  }

  private static List<JsonNode> panels(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile()).path("panels").valueStream().toList();
  }

  private static boolean overlap(JsonNode one, JsonNode other) {
    return overlap(one, other, "x", "w") && overlap(one, other, "y", "h");
  }

  private static boolean overlap(JsonNode one, JsonNode other, String at, String length) {
    return one.get(at).asInt() < other.get(at).asInt() + other.get(length).asInt() && other.get(at).asInt() < one.get(at).asInt() + one.get(length).asInt();
  }
}
