// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The version stands in the root pom, and whatever else quotes it says the same; what raises dependencies is about what is there. */
class VersionsTest {

  private static final Checkout CHECKOUT = Checkout.here();
  private static final String SNAPSHOT = "-SNAPSHOT";
  private static final Pattern OURS = Pattern.compile("<artifactId>canton-migration-controller</artifactId>\\s*<version>([^<]+)</version>");
  private final String version = one(OURS, CHECKOUT.text("pom.xml"));

  @Test void every_module_names_it() throws IOException {
    assertThat(modules()).hasSizeGreaterThan(10).allSatisfy(pom -> assertThat(one(OURS, Files.readString(pom))).as("%s", pom).isEqualTo(version));
  }

  @Test void images_are_tagged_with_it_and_the_compose_file_asks_for_them() {
    assertThat(CHECKOUT.text("pom.xml")).contains("<image.tag>${project.version}</image.tag>");
    assertThat(all(Pattern.compile("\\$\\{CMC_TAG:-([^}]*)}"), CHECKOUT.text("docker-compose.yml"))).isNotEmpty().containsOnly(version);
  }

  @Test void the_chart_is_of_it() {
    Map<String, Object> chart = new Yaml().load(CHECKOUT.text("deploy/helm/canton-migration-controller/Chart.yaml"));

    assertThat(chart).containsEntry("appVersion", version).containsEntry("version", version.replace(SNAPSHOT, ""));
  }

  @Test void the_changelog_begins_with_it() {
    var newest = all(Pattern.compile("(?m)^## (.*)$"), CHECKOUT.text("CHANGELOG.md")).getFirst();

    assertThat(newest).startsWith(version.replace(SNAPSHOT, "") + " (");
    assertThat(newest.endsWith("(not released)")).as("%s of the version %s", newest, version).isEqualTo(version.endsWith(SNAPSHOT));
  }

  @Test void what_raises_dependencies_has_rules_for_what_is_there_and_leaves_axon_at_4() throws IOException {
    var rules = StreamSupport.stream(new ObjectMapper().readTree(CHECKOUT.text("renovate.json")).get("packageRules").spliterator(), false).toList();
    var used = CHECKOUT.text("docker-compose.yml") + CHECKOUT.text("pom.xml") + String.join("", modules().stream().map(VersionsTest::read).toList());

    assertThat(rules.stream().flatMap(VersionsTest::packages)).isNotEmpty().allSatisfy(name -> assertThat(used).contains(name.replace(":**", "")));
    assertThat(rules).filteredOn(rule -> packages(rule).anyMatch("org.axonframework:**"::equals)).singleElement()
        .satisfies(rule -> assertThat(rule.get("allowedVersions").asText()).isEqualTo("<5"));
  }

  private static Stream<String> packages(JsonNode rule) {
    return StreamSupport.stream(rule.get("matchPackageNames").spliterator(), false).map(JsonNode::asText);
  }

  private static List<Path> modules() {
    try (var folders = Files.list(CHECKOUT.root())) {
      return folders.map(folder -> folder.resolve("pom.xml")).filter(Files::exists).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    return CHECKOUT.text(CHECKOUT.root().relativize(file).toString());
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static String one(Pattern pattern, String text) {
    return all(pattern, text).getFirst();
  }
}
