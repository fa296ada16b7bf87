// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cmc.deploy.measure.Alarms;
import io.cmc.deploy.measure.Alarms.Alarm;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Helm chart, where Helm's library runs. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class ChartTest {

  @TempDir private Path scratch;

  @ParameterizedTest @ValueSource(strings = {"full", "least"}) void helm_finds_nothing_to_say_against_it(String values) {
    var found = Chart.lint(Chart.values(values), scratch);

    assertThat(found.isFailed()).as("%s", found.getMessages()).isFalse();
    assertThat(found.getMessages()).filteredOn(m -> m.contains("WARN") || m.contains("ERROR")).isEmpty();
  }

  @ParameterizedTest @ValueSource(strings = {"full", "least"}) void each_resource_has_only_fields_of_its_kind(String values) {
    assertThat(Chart.resources(Chart.values(values))).isNotEmpty();
  }

  @Test void a_field_that_does_not_exist_is_found() {
    var pod = JsonNodeFactory.instance.objectNode().put("kind", "Pod").put("apiVersion", "v1");
    pod.putObject("spec").put("automountToken", false);

    assertThatThrownBy(() -> Chart.resource(pod)).hasMessageContaining("automountToken");
  }

  @Test void with_everything_on_nothing_is_missing() {
    assertThat(Chart.resources(Chart.values("full"))).extracting(r -> r.getKind() + "/" + r.getMetadata().getName()).containsExactlyInAnyOrder(
        "Deployment/cmc-controller", "Deployment/cmc-reads", "Service/cmc-controller", "Service/cmc-reads", "ServiceAccount/cmc",
        "PodDisruptionBudget/cmc-controller", "NetworkPolicy/cmc", "ServiceMonitor/cmc", "PrometheusRule/cmc");
  }

  @Test void two_replicas_of_which_one_stays() {
    var values = Chart.values("full");

    assertThat(Chart.resources(values, Deployment.class)).filteredOn(d -> d.getMetadata().getName().equals("cmc-controller"))
        .singleElement().satisfies(d -> assertThat(d.getSpec().getReplicas()).isEqualTo(2));
    assertThat(Chart.resources(values, PodDisruptionBudget.class).getFirst().getSpec().getMinAvailable().getIntVal()).isEqualTo(1);
  }

  @Test void every_container_is_without_rights_and_cannot_write_to_its_image() {
    var pods = pods(Chart.values("full"), scratch);

    assertThat(pods).hasSize(3).allSatisfy(pod -> {
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
      assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    });
    assertThat(pods).flatMap(PodSpec::getContainers).extracting(Container::getSecurityContext).allSatisfy(context -> {
      assertThat(context.getReadOnlyRootFilesystem()).isTrue();
      assertThat(context.getAllowPrivilegeEscalation()).isFalse();
      assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
    });
  }

  @Test void secrets_are_named_and_the_read_side_has_none_but_the_databases() {
    var values = Chart.values("full");

    assertThat(Chart.resources(values)).extracting(HasMetadata::getKind).doesNotContain("Secret", "ConfigMap");
    assertThat(secretsOf(values, "cmc-controller")).containsExactlyInAnyOrder("cmc-database", "cmc-tls", "cmc-checkpoints", "cmc-kafka", "participants-databases");
    assertThat(secretsOf(values, "cmc-reads")).containsExactlyInAnyOrder("cmc-database", "cmc-tls");
  }

  @Test void the_test_of_a_release_asks_both_whether_they_answer() {
    var containers = Chart.test(Chart.values("full"), scratch).getSpec().getContainers();

    assertThat(containers).extracting(c -> String.join(" ", c.getCommand())).containsExactly(
        "cmc health --server cmc-controller:7070 --ca /etc/cmc/tls/ca.crt", "cmc health --server cmc-reads:7070 --ca /etc/cmc/tls/ca.crt");
  }

  @Test void probes_ask_the_management_port() {
    var containers = Chart.resources(Chart.values("full"), Deployment.class).stream().flatMap(d -> d.getSpec().getTemplate().getSpec().getContainers().stream());

    assertThat(containers).hasSize(2).allSatisfy(c -> {
      assertThat(c.getPorts()).anySatisfy(p -> assertThat(p.getName() + p.getContainerPort()).isEqualTo("management8081"));
      assertThat(c.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/liveness");
      assertThat(c.getReadinessProbe().getHttpGet().getPort().getStrVal()).isEqualTo("management");
    });
  }

  @Test void programs_read_the_log_unless_it_is_to_be_plain() throws IOException {
    var plain = Files.writeString(scratch.resolve("values.yaml"), Files.readString(Chart.values("least")) + "\nlog: {format: plain}\n");

    assertThat(words(Chart.values("least"))).contains("--log-format=ecs");
    assertThat(words(plain)).contains("--log-format=plain");
  }

  @Test void its_alarms_are_those_of_the_project_with_links_to_where_the_runbook_can_be_read() {
    var groups = Chart.resources(Chart.values("full"), PrometheusRule.class).getFirst().getSpec().getGroups();
    var rules = groups.stream().flatMap(group -> group.getRules().stream()).toList();

    assertThat(rules).extracting(Rule::getAlert).containsExactlyElementsOf(Alarms.read().stream().map(Alarm::name).toList());
    assertThat(rules).allSatisfy(rule -> assertThat(rule.getAnnotations().get("runbook_url")).startsWith("https://git.example/cmc/docs/runbook.md#"));
  }

  @Test void without_a_list_the_way_out_is_open_and_the_way_in_is_for_the_release() throws IOException {
    var values = Files.writeString(scratch.resolve("values.yaml"), Files.readString(Chart.values("least")).replace("networkPolicy: {enabled: false}", ""));
    var policy = Chart.resources(values, NetworkPolicy.class).getFirst().getSpec();

    assertThat(policy.getEgress()).anySatisfy(rule -> assertThat(rule.getPorts()).isEmpty());
    assertThat(policy.getIngress()).singleElement().satisfies(rule -> assertThat(rule.getFrom()).hasSize(1));
  }

  @ParameterizedTest @ValueSource(strings = {"database: {url: \"jdbc:postgresql://h/d?user=me&password=x\"}", "tls: {plaintext: false}", "access: {issuer: \"\"}",
      "replicas: 0", "replica: 2"})
  void values_that_cannot_work_are_refused(String wrong) throws IOException {
    var key = wrong.substring(0, wrong.indexOf(':') + 1);
    var kept = Files.readAllLines(Chart.values("least")).stream().filter(line -> !line.startsWith(key));
    var values = Files.write(scratch.resolve("values.yaml"), Stream.concat(kept, Stream.of(wrong)).toList());

    assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(key.substring(0, key.length() - 1));
  }

  private static List<String> words(Path values) {
    return Chart.resources(values, Deployment.class).getFirst().getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs();
  }

  private static List<PodSpec> pods(Path values, Path scratch) {
    return Stream.concat(Chart.resources(values, Deployment.class).stream().map(d -> d.getSpec().getTemplate().getSpec()),
        Stream.of(Chart.test(values, scratch).getSpec())).toList();
  }

  private static List<String> secretsOf(Path values, String deployment) {
    return Chart.resources(values, Deployment.class).stream().filter(d -> d.getMetadata().getName().equals(deployment))
        .flatMap(d -> d.getSpec().getTemplate().getSpec().getVolumes().stream()).filter(v -> v.getSecret() != null)
        .map(v -> v.getSecret().getSecretName()).toList();
  }
}
