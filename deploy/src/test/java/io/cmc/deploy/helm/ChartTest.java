// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cmc.deploy.ServiceSettings;
import io.cmc.deploy.measure.Alarms;
import io.cmc.deploy.measure.Alarms.Alarm;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KeyToPath;
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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

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
        "PodDisruptionBudget/cmc-controller", "NetworkPolicy/cmc", "ServiceMonitor/cmc", "PrometheusRule/cmc", "ConfigMap/cmc");
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

  @Test void secrets_are_named_and_the_read_side_has_none_for_nodes_and_brokers() {
    var values = Chart.values("full");

    assertThat(Chart.resources(values)).extracting(HasMetadata::getKind).doesNotContain("Secret");
    assertThat(secretsOf(values, "cmc-controller")).containsExactlyInAnyOrder("cmc-database", "cmc-trust", "cmc-tls", "cmc-checkpoints", "cmc-kafka", "participants-databases");
    assertThat(secretsOf(values, "cmc-reads")).containsExactlyInAnyOrder("cmc-database", "cmc-trust", "cmc-tls");
  }

  @Test void authorities_are_where_the_settings_look_for_them_in_all_pods() {
    assertThat(deployed(Chart.values("full"))).hasSize(2).allSatisfy(pod -> assertThat(mounts(pod)).contains("trust /etc/cmc/trust"));
  }

  @Test void both_users_of_the_database_have_a_password_where_one_is_named() {
    assertThat(deployed(Chart.values("full"))).hasSize(2).allSatisfy(pod -> {
      assertThat(passwords(pod)).containsExactly("password cmc.database.owner-password", "service-password cmc.database.password");
      assertThat(variables(pod)).contains("CMC_DATABASE_USER=cmc_works");
    });
    assertThat(deployed(Chart.values("least"))).singleElement().satisfies(pod -> {
      assertThat(passwords(pod)).containsExactly("password cmc.database.owner-password");
      assertThat(variables(pod)).noneMatch(v -> v.startsWith("CMC_DATABASE_USER="));
    });
  }

  @Test void dumps_are_on_a_claim_unless_it_is_said_that_there_are_none() throws IOException {
    var nothingSaid = with("least", "backups: {ephemeral: false}");

    assertThat(deployed(Chart.values("full")).getFirst().getVolumes()).filteredOn(v -> v.getName().equals("backups")).singleElement()
        .satisfies(v -> assertThat(v.getPersistentVolumeClaim().getClaimName()).isEqualTo("cmc-backups"));
    assertThat(deployed(Chart.values("least")).getFirst().getVolumes()).filteredOn(v -> v.getName().equals("backups")).singleElement()
        .satisfies(v -> assertThat(v.getEmptyDir().getSizeLimit()).hasToString("20Gi"));
    assertThatThrownBy(() -> Chart.render(nothingSaid)).hasMessageContaining("backups.existingClaim").hasMessageContaining("backups.ephemeral: true").hasMessageContaining("PG_DUMP");
  }

  @Test void checkpoints_are_kept_on_a_claim_where_one_is_named_by_those_who_sign() {
    var full = deployed(Chart.values("full"));

    assertThat(full.getFirst().getVolumes()).filteredOn(v -> v.getName().equals("kept")).singleElement()
        .satisfies(v -> assertThat(v.getPersistentVolumeClaim().getClaimName()).isEqualTo("cmc-checkpoint-files"));
    assertThat(mounts(full.getFirst())).contains("kept /var/lib/cmc/kept");
    assertThat(variables(full.getFirst())).contains("CMC_CHECKPOINTS_FOLDER=/var/lib/cmc/kept/checkpoints");
    assertThat(mounts(full.getLast())).noneMatch(m -> m.startsWith("kept "));
    assertThat(variables(deployed(Chart.values("least")).getFirst())).noneMatch(v -> v.startsWith("CMC_CHECKPOINTS_FOLDER="));
  }

  @Test void what_config_says_is_a_file_that_all_pods_are_started_with() throws IOException {
    var file = Chart.resources(Chart.values("full"), ConfigMap.class).getFirst().getData();

    assertThat(deployed(Chart.values("full"))).hasSize(2).allSatisfy(pod -> {
      assertThat(pod.getContainers().getFirst().getArgs()).contains("--config=/etc/cmc/config/cmc.yaml");
      assertThat(mounts(pod)).contains("config /etc/cmc/config");
      assertThat(pod.getVolumes()).filteredOn(v -> v.getName().equals("config")).singleElement().satisfies(v -> assertThat(v.getConfigMap().getName()).isEqualTo("cmc"));
    });
    assertThat(file).containsOnlyKeys("cmc.yaml");
    assertThat(words(Chart.values("least"))).noneMatch(word -> word.startsWith("--config"));
    assertThat(Chart.resources(Chart.values("least"), ConfigMap.class)).isEmpty();
  }

  @Test void groups_get_their_roles_by_the_names_that_the_issuer_gives_them_and_a_secret_goes_before_the_file() throws IOException {
    var file = Chart.resources(with("full", "config: {cmc: {access: {groups: {\"[/payments/ops]\": [\"operator:payments\"], payments-audit: auditor}}, database: {owner-password: x}}}"),
        ConfigMap.class).getFirst().getData().get("cmc.yaml");
    Files.writeString(scratch.resolve("cmc.yaml"), file);
    Files.writeString(Files.createDirectories(scratch.resolve("settings/database")).resolve("cmc.database.owner-password"), "of the Secret");
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("as in the pod",
        Map.of("spring.config.import", "configtree:" + scratch + "/settings/*/", "spring.config.additional-location", "file:" + scratch.resolve("cmc.yaml"))));

    ConfigDataEnvironmentPostProcessor.applyTo(environment);

    var settings = Binder.get(environment).bind("cmc", ServiceSettings.class).get();
    assertThat(settings.access().groups()).containsOnly(Map.entry("/payments/ops", List.of("operator:payments")), Map.entry("payments-audit", List.of("auditor")));
    assertThat(settings.database().ownerPassword()).isEqualTo("of the Secret");
  }

  @Test void pods_are_made_anew_when_the_file_changes() throws IOException {
    assertThat(checksum(with("full", "config: {cmc: {grace: 20s}}"))).isNotEqualTo(checksum(with("full", "config: {cmc: {grace: 10s}}")));
  }

  @Test void the_test_of_a_release_asks_both_whether_they_answer() {
    var containers = Chart.test(Chart.values("full"), scratch).getSpec().getContainers();

    assertThat(containers).extracting(c -> String.join(" ", c.getCommand())).containsExactly(
        "cmc health --server cmc-controller:7070 --ca /etc/cmc/tls/tls.crt", "cmc health --server cmc-reads:7070 --ca /etc/cmc/tls/tls.crt");
  }

  @Test void the_test_of_a_release_needs_no_key_that_kubectl_does_not_put_into_the_secret() {
    assertThat(Chart.test(Chart.values("full"), scratch).getSpec().getVolumes()).filteredOn(v -> v.getSecret() != null).singleElement()
        .satisfies(v -> assertThat(v.getSecret().getItems()).extracting(KeyToPath::getKey).containsExactly("tls.crt"));
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
      "replicas: 0", "replica: 2", "backups: {size: 1Gi}", "settings: {cmc.access.groups.payments-ops: operator}", "settings: {\"cmc.access.groups[/ops]\": operator}",
      "settings: {cmc.retention.team-reads.team-a: 1d}"})
  void values_that_cannot_work_are_refused(String wrong) throws IOException {
    var values = with("least", wrong);

    assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(wrong.substring(0, wrong.indexOf(':')));
  }

  /** Values with another line in place of the one that begins so. */
  private Path with(String values, String line) throws IOException {
    var key = line.substring(0, line.indexOf(':') + 1);
    var kept = Files.readAllLines(Chart.values(values)).stream().filter(l -> !l.startsWith(key));
    return Files.write(scratch.resolve("values.yaml"), Stream.concat(kept, Stream.of(line)).toList());
  }

  /** The pods of the service, and of the read side where there is one. */
  private static List<PodSpec> deployed(Path values) {
    return Chart.resources(values, Deployment.class).stream().map(d -> d.getSpec().getTemplate().getSpec()).toList();
  }

  private static List<String> mounts(PodSpec pod) {
    return pod.getContainers().getFirst().getVolumeMounts().stream().map(m -> m.getName() + " " + m.getMountPath()).toList();
  }

  private static List<String> variables(PodSpec pod) {
    return pod.getContainers().getFirst().getEnv().stream().map(v -> v.getName() + "=" + v.getValue()).toList();
  }

  private static List<String> passwords(PodSpec pod) {
    return pod.getVolumes().stream().filter(v -> v.getName().equals("database")).flatMap(v -> v.getSecret().getItems().stream()).map(i -> i.getKey() + " " + i.getPath()).toList();
  }

  private static String checksum(Path values) {
    return Chart.resources(values, Deployment.class).getFirst().getSpec().getTemplate().getMetadata().getAnnotations().get("checksum/settings");
  }

  private static List<String> words(Path values) {
    return Chart.resources(values, Deployment.class).getFirst().getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs();
  }

  private static List<PodSpec> pods(Path values, Path scratch) {
    return Stream.concat(deployed(values).stream(), Stream.of(Chart.test(values, scratch).getSpec())).toList();
  }

  private static List<String> secretsOf(Path values, String deployment) {
    return Chart.resources(values, Deployment.class).stream().filter(d -> d.getMetadata().getName().equals(deployment))
        .flatMap(d -> d.getSpec().getTemplate().getSpec().getVolumes().stream()).filter(v -> v.getSecret() != null)
        .map(v -> v.getSecret().getSecretName()).toList();
  }
}
