// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.histories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cmc.api.v1.MigrationState;
import io.cmc.deploy.publication.Topic;
import io.cmc.deploy.publication.Topic.Item;
import io.cmc.deploy.system.Console.Said;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.kafka.ThrowawayBroker;
import io.cmc.postgres.TestSessions;
import io.cmc.seal.CheckpointKey;
import io.cmc.store.upcast.Upcasts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows of an old revision, made up: who reads them gets what is read of the rows of today, and nobody changes them. */
class OldRevisionTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  @TempDir private Path folder;

  @ParameterizedTest @MethodSource("histories")
  void a_history_of_old_rows_comes_to_the_same_aggregates_and_read_models(ReleasedHistory history) {
    var old = OldPast.of(history);

    assertThat(Canonical.json(Replayed.of(old.stream().map(e -> e.fact()).toList(), OldPast.upcasts()))).isEqualTo(Canonical.json(Replayed.of(history)));
    var rows = ReadModels.of(old, OldPast.upcasts());
    assertThat(withoutStoredText(rows)).isEqualTo(withoutStoredText(ReadModels.of(history)));
    assertThat(rows.get("audit_entry")).as("shows the text that is stored").hasSameSizeAs(old).allMatch(row -> row.contains("\\\"when\\\":"));
  }

  private static Map<String, List<String>> withoutStoredText(Map<String, List<String>> rows) {
    var others = new TreeMap<>(rows);
    others.compute("audit_entry", (table, entries) -> entries.stream().map(OldRevisionTest::withoutDetail).toList());
    return others;
  }

  private static String withoutDetail(String entry) {
    try {
      return ((ObjectNode) new ObjectMapper().readTree(entry)).without("detail").toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test void the_whole_service_works_on_old_rows() {
    var history = ReleasedHistory.all().stream().filter(h -> h.name().equals("parked")).findFirst().orElseThrow();
    var database = prepared(history);
    var topic = new Topic(ThrowawayBroker.broker().bootstrapServers(), ThrowawayBroker.newTopic());
    try (var service = InProcess.start(folder, database, new String[] {"--cmc.kafka.bootstrap-servers=" + topic.brokers(), "--cmc.kafka.topic=" + topic.name(),
        "--cmc.kafka.partitions=1"}, Upcasts.class, OldPast.upcasts())) {
      readModelsAndPastAreRead(service, history);
      aggregatesAreRead(service);
      publishedAsTheyAreStored(service, topic, history.events().size());
      nothingIsChanged(service, history.events().size());
    }
  }

  private static String prepared(ReleasedHistory history) {
    var database = ServiceDatabase.create();
    var owner = TestSessions.of(database);
    OldPast.store(OldPast.of(history), new JdbcTemplate(owner));
    keepPlan(history, new JdbcTemplate(owner));
    return database;
  }

  /** As it was kept when the migration was planned; the door reads in it whose participants they are. */
  private static void keepPlan(ReleasedHistory history, JdbcTemplate owner) {
    var planned = history.facts().stream().filter(fact -> fact.name().equals("MigrationPlanned")).findFirst().orElseThrow();
    try {
      owner.update("insert into kept_plan (migration, plan_hash, plan) values (?, ?, ?)", planned.stream(), "ab".repeat(32),
          new ObjectMapper().readTree(planned.payload()).path("plan").toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void readModelsAndPastAreRead(InProcess service, ReleasedHistory history) {
    service.console().awaitState("sim", MigrationState.COMPLETED);
    service.console().must("replay", "status");
    service.console().awaitState("sim", MigrationState.COMPLETED);
    assertThat(service.console().must("show", "sim", "--at", "" + history.events().size()).out()).contains("COMPLETED");
    assertThat(service.console().must("show", "sim", "--at", "40").out()).doesNotContain("COMPLETED");
  }

  /** An order is decided by what the aggregate has become. */
  private static void aggregatesAreRead(InProcess service) {
    assertThat(service.console().cmc("hold", "sim", "--reason", "a test")).matches(s -> s.code() != 0).extracting(Said::err).asString()
        .contains("WRONG_PHASE");
  }

  private static void publishedAsTheyAreStored(InProcess service, Topic topic, int old) {
    await("the refused order is sealed").atMost(Duration.ofSeconds(60)).until(() -> Topic.stored(service.store()).get("sim").size() > old);
    var published = topic.awaitAll(service.store());

    assertThat(published).isEqualTo(Topic.stored(service.store()));
    assertThat(published.get("sim").subList(0, old)).extracting(Item::kind).allMatch(kind -> kind.endsWith(".v" + OldPast.REVISION));
    assertThat(published.get("sim").getLast().kind()).isEqualTo("io.cmc.OrderRefused.v1");
  }

  private void nothingIsChanged(InProcess service, int old) {
    var export = folder.resolve("all.jsonl");
    service.console().must("export", "--all", "--to", export.toString());
    var key = service.store().sql("select substring(text from 'key (\\S+)') from checkpoint limit 1").query(String.class).single();

    assertThat(service.console().cmc("verify", export.toString(), "--trust", fingerprint(key)).out()).startsWith("PROVED").contains(old + 1 + " events");
    assertThat(service.store().sql("select count(*) from domain_event_entry where payload_revision = '0' and payload like '%\"when\"%'").query(Long.class)
        .single()).isEqualTo(old);
  }

  private static String fingerprint(String key) {
    return new CheckpointKey(key).fingerprint();
  }

  /** Those with the most kinds of events: 78 of the 80 that all have together. */
  static List<ReleasedHistory> histories() {
    return ReleasedHistory.all().stream().filter(h -> Set.of("excluded", "panic", "restored").contains(h.name())).toList();
  }
}
