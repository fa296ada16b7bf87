// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.deploy.system.Site;
import io.cmc.kafka.EmbeddedBroker;
import io.cmc.kafka.Guard;
import io.cmc.kafka.ThrowawayBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A broker with TLS, login and rights, and the service with the settings and the rights that docs/kafka.md tells. */
class GuardedBrokerTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Map<String, String> USERS = Map.of("admin", "of-the-admin", "cmc", "of-cmc", "team", "of-the-team", "alfa", "of-alfa");

  @TempDir private static Path broker;
  private static Certificates certificates;
  private static Certificates others;
  private static EmbeddedBroker kafka;

  @TempDir private Path folder;
  private final String database = ServiceDatabase.create();
  private final String topic = ThrowawayBroker.newTopic();

  @BeforeAll static void start() throws IOException {
    certificates = Certificates.make(broker, "ours");
    others = Certificates.make(broker, "others");
    kafka = EmbeddedBroker.start(broker.resolve("data"), new Guard(certificates.keystore(), Certificates.PASSWORD, USERS, "admin"));
  }

  @AfterAll static void stop() {
    kafka.close();
  }

  /** What the page asks for, and nothing beyond it. */
  @BeforeEach void rights() throws Exception {
    var service = Stream.of(
        rights("cmc", ResourceType.TOPIC, topic, AclOperation.CREATE, AclOperation.WRITE, AclOperation.DESCRIBE),
        rights("cmc", ResourceType.TOPIC, topic + ".position", AclOperation.CREATE, AclOperation.WRITE, AclOperation.READ, AclOperation.DESCRIBE),
        rights("cmc", ResourceType.TOPIC, topic + ".checkpoints", AclOperation.CREATE, AclOperation.WRITE, AclOperation.DESCRIBE),
        rights("cmc", ResourceType.TRANSACTIONAL_ID, "cmc-publisher-" + topic, AclOperation.WRITE, AclOperation.DESCRIBE),
        rights("cmc", ResourceType.TOPIC, PatternType.PREFIXED, topic + ".team.", AclOperation.CREATE, AclOperation.WRITE, AclOperation.DESCRIBE),
        rights("alfa", ResourceType.TOPIC, topic + ".team.alfa", AclOperation.READ),
        rights("team", ResourceType.TOPIC, topic, AclOperation.READ)).flatMap(List::stream).toList();
    try (var admin = Admin.create(Map.<String, Object>copyOf(login("SCRAM-SHA-512", "admin", "of-the-admin", certificates)))) {
      admin.createAcls(service).all().get();
    }
  }

  private static List<AclBinding> rights(String user, ResourceType type, String name, AclOperation... deeds) {
    return rights(user, type, PatternType.LITERAL, name, deeds);
  }

  private static List<AclBinding> rights(String user, ResourceType type, PatternType pattern, String name, AclOperation... deeds) {
    var what = new ResourcePattern(type, name, pattern);
    return Stream.of(deeds).map(deed -> new AclBinding(what, new AccessControlEntry("User:" + user, "*", deed, AclPermissionType.ALLOW))).toList();
  }

  @Test void a_wrong_password_stops_no_migration_and_with_the_right_one_everything_is_published() {
    try (var site = Site.start(folder, network -> network.participants(1).seed(33).domainTimeouts(SOON, SOON, SOON))) {
      LOG.expect("Publication is interrupted and goes on by itself: KAFKA_DENIED.*Authentication failed");
      try (var service = service("SCRAM-SHA-512", "wrong", certificates)) {
        service.console().must(site.planning("guarded", "--keep-source"));
        service.console().must("start", site.file("guarded").toString(), "--reason", "a test");
        service.console().awaitState("guarded", MigrationState.COMPLETED);

        assertTold(service, "Authentication failed", "SCRAM-SHA-512", "cmc.kafka.properties");
      }
      try (var service = service("SCRAM-SHA-512", "of-cmc", certificates)) {
        assertThat(consumed().awaitAll(service.store())).isEqualTo(Topic.stored(service.store())).containsKey("guarded");
        await("it says so").atMost(PATIENCE).until(() -> service.console().must("events").out(), out -> !out.contains("KAFKA_"));
      }
    }
  }

  @Test void a_broker_whose_certificate_is_not_trusted_is_told_as_that() {
    LOG.expect("Publication is interrupted and goes on by itself: KAFKA_DENIED.*(PKIX|certif)");
    try (var service = service("SCRAM-SHA-512", "of-cmc", others)) {
      service.console().cmc("hold", "nobody", "--reason", "a test");

      assertTold(service, "SSL handshake failed", "certif");
    }
  }

  @Test void a_plain_login_works_as_well_and_a_right_that_is_missing_is_named() throws Exception {
    try (var service = service("PLAIN", "of-cmc", certificates)) {
      service.console().cmc("hold", "nobody", "--reason", "a test");
      assertThat(consumed().awaitAll(service.store())).isEqualTo(Topic.stored(service.store())).containsKey("nobody");
    }
    LOG.expect("Publication is interrupted and goes on by itself: KAFKA_DENIED.*not authorized");
    try (var service = InProcess.start(folder.resolve("other"), settings("PLAIN", "of-cmc", certificates, topic + "-of-others"))) {
      assertTold(service, "KAFKA_DENIED", "uthoriz");
    }
  }

  @Test void a_team_reads_its_own_topic_and_neither_another_teams_nor_the_operators() throws Exception {
    try (var site = Site.start(folder, network -> network.participants(2).seed(35).domainTimeouts(SOON, SOON, SOON))) {
      var own = site.names().getFirst();
      var other = site.names().getLast();
      Files.writeString(site.conf(), "\ncanton-migration.teams { %s = alfa, %s = bravo }\n".formatted(own, other), StandardOpenOption.APPEND);
      var settings = new ArrayList<>(List.of(settings("SCRAM-SHA-512", "of-cmc", certificates, topic)));
      settings.add("--cmc.kafka.team-topic=" + topic + ".team.{team}");
      try (var service = InProcess.start(folder.resolve("service"), database, settings.toArray(String[]::new))) {
        service.console().must(site.planning("shared"));
        service.console().cmc("plan", "check", site.file("shared").toString());
        var stored = consumed().awaitAll(service.store()).get("shared");

        var alfa = await("the team has as many").atMost(PATIENCE).until(() -> of("alfa", ".team.alfa").items(), items -> items.size() >= stored.size());

        assertThat(alfa).extracting(Topic.Item::id).containsAll(stored.stream().map(Topic.Item::id).toList());
        assertThat(alfa).anyMatch(i -> i.data().contains("\"" + own + "\"")).noneMatch(i -> i.data().contains(other));
        assertThatThrownBy(() -> of("alfa", ".team.bravo").items()).isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> of("alfa", "").items()).isInstanceOf(TopicAuthorizationException.class);
      }
    }
  }

  private Topic of(String user, String behind) {
    return new Topic(kafka.bootstrapServers(), topic + behind, login("SCRAM-SHA-512", user, "of-" + user, certificates));
  }

  private static void assertTold(InProcess service, String... words) {
    var out = await("it is told").atMost(PATIENCE).pollInterval(SOON).until(() -> service.console().must("events").out(), o -> o.contains("KAFKA_DENIED"));

    assertThat(out).contains(words);
  }

  private InProcess service(String mechanism, String password, Certificates trusted) {
    return InProcess.start(folder.resolve("service"), database, settings(mechanism, password, trusted, topic));
  }

  private static String[] settings(String mechanism, String password, Certificates trusted, String topic) {
    var settings = new ArrayList<>(List.of("--cmc.kafka.topic=" + topic));
    var login = login(mechanism, "cmc", password, trusted);
    settings.add("--cmc.kafka.bootstrap-servers=" + login.remove("bootstrap.servers"));
    login.forEach((name, value) -> settings.add("--cmc.kafka.properties." + name + "=" + value));
    return settings.toArray(String[]::new);
  }

  private Topic consumed() {
    return new Topic(kafka.bootstrapServers(), topic, login("SCRAM-SHA-512", "team", "of-the-team", certificates));
  }

  private static Map<String, String> login(String mechanism, String user, String password, Certificates trusted) {
    var module = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
    return new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers(), "security.protocol", "SASL_SSL", "sasl.mechanism", mechanism,
        "sasl.jaas.config", "org.apache.kafka.common.security." + module + " required username=\"" + user + "\" password=\"" + password + "\";",
        "ssl.truststore.type", "PEM", "ssl.truststore.location", trusted.authority().toString()));
  }
}
