// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.cli.Cmc;
import io.cmc.deploy.docs.Checkout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the compose file promises, without an engine; {@code deploy/compose/try.sh} runs it on one. */
class ComposeFileTest {

  private static Map<String, Map<String, Object>> services;

  @BeforeAll static void read() throws IOException {
    Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(Files.readString(Checkout.here().path("docker-compose.yml")));
    services = file.get("services");
  }

  @Test void without_a_profile_the_service_a_read_side_and_what_they_need_start() {
    assertThat(of(null)).containsExactlyInAnyOrder("postgres", "kafka", "controller", "reads");
    assertThat(of("demo")).containsExactlyInAnyOrder("simulator", "demo-plan", "demo");
    assertThat(of("canton")).containsExactlyInAnyOrder("olddomain", "newdomain", "participanta", "participantb", "canton-contracts", "canton-plan");
    assertThat(of("obs")).containsExactlyInAnyOrder("prometheus", "grafana", "jaeger");
  }

  @Test void whoever_is_waited_for_has_a_health_check_or_ends() {
    var awaited = services.values().stream().flatMap(service -> mapping(service, "depends_on").entrySet().stream());

    assertThat(awaited).isNotEmpty().allSatisfy(wait -> {
      var condition = ((Map<?, ?>) wait.getValue()).get("condition");
      if (condition.equals("service_healthy")) assertThat(services.get(wait.getKey())).as(wait.getKey()).containsKey("healthcheck");
      else assertThat(condition).isEqualTo("service_completed_successfully");
    });
    assertThat(services.toString()).doesNotContain("sleep");
  }

  @Test void our_containers_cannot_write_to_their_image_and_have_no_rights() {
    assertThat(services.entrySet()).filteredOn(s -> image(s).contains("cmc-")).hasSizeGreaterThan(5).allSatisfy(s -> {
      assertThat(s.getValue()).as(s.getKey()).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
    });
  }

  @Test void all_ports_are_published_on_loopback_only() {
    assertThat(services.values().stream().flatMap(s -> sequence(s, "ports").stream())).isNotEmpty().allMatch(port -> port.toString().startsWith("127.0.0.1:"));
  }

  @Test void every_image_is_a_setting() {
    assertThat(services.entrySet()).allMatch(s -> image(s).startsWith("${"));
  }

  @Test void no_password_has_a_default() {
    var passwords = services.values().stream().flatMap(s -> mapping(s, "environment").entrySet().stream()).filter(e -> e.getKey().contains("PASSWORD"));

    assertThat(passwords).isNotEmpty().allMatch(e -> e.getKey().endsWith("_FILE") || e.getValue().toString().endsWith(":-}"));
  }

  @Test void the_log_of_the_service_is_for_programs_unless_somebody_wants_it_plain() {
    assertThat(List.of("controller", "reads")).allSatisfy(name ->
        assertThat(mapping(services.get(name), "environment").get("LOGGING_STRUCTURED_FORMAT_CONSOLE")).isEqualTo("${CMC_LOG-ecs}"));
  }

  @Test void the_read_side_does_not_reach_the_nodes() {
    assertThat(sequence(services.get("simulator"), "networks").toString()).contains("nodes");
    assertThat(sequence(services.get("reads"), "networks").toString()).isEqualTo("[store]");
  }

  @Test void the_real_network_is_one_that_a_plan_can_be_made_of() {
    var out = new StringWriter();
    var err = new StringWriter();

    var code = Cmc.run(new PrintWriter(out), new PrintWriter(err), "plan", "--offline", "--from", "olddomain", "--to", "newdomain", "--keep-source",
        "--canton-config", Checkout.here().path("deploy/canton/remote.conf").toString(), "-");

    assertThat(code).as("%s", err).isZero();
    assertThat(out.toString()).contains("participantA", "participantB", "http://newdomain:5001", "CANTON_DATABASE_PASSWORD");
  }

  private static Stream<String> of(String profile) {
    return services.entrySet().stream().filter(s -> sequence(s.getValue(), "profiles").equals(profile == null ? List.of() : List.of(profile))).map(Entry::getKey);
  }

  private static String image(Entry<String, Map<String, Object>> service) {
    return service.getValue().get("image").toString();
  }

  private static List<?> sequence(Map<String, Object> service, String name) {
    return (List<?>) service.getOrDefault(name, List.of());
  }

  private static Map<String, ?> mapping(Map<String, Object> service, String name) {
    @SuppressWarnings("unchecked") var found = (Map<String, ?>) service.getOrDefault(name, Map.of());
    return found;
  }
}
