// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Durations;
import io.cmc.api.v1.CompareRunsRequest;
import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.api.v1.MigrationQueriesGrpc;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.ParticipantStatus;
import io.cmc.api.v1.Phase;
import io.cmc.api.v1.PhaseComparison;
import io.cmc.api.v1.WayBack;
import io.cmc.cli.evidence.Zip;
import io.cmc.deploy.system.Console.Said;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.journal.JournalEntry;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One migration with gates, a hold and a parked step, told in the order in which it happens. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GatesAndHoldTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final String MIGRATION = "gated";
  private static final String DISCONNECT = "DomainConnectivityService/DisconnectDomain";

  @TempDir private static Path folder;
  private static Site site;
  private static InProcess service;
  private static Console console;
  private static final List<MigrationStatus> SEEN = new ArrayList<>();
  private static final String DATABASE = ServiceDatabase.create();

  @BeforeAll static void start() {
    site = Site.start(folder, network -> network.participants(2));
    service = InProcess.start(folder.resolve("service"), DATABASE, new String[0]);
    console = service.console();
    console.must(site.planning(MIGRATION, "--hold-before", "quiesce,move-contracts,reopen", "--keep-source"));
    console.must("start", site.file(MIGRATION).toString(), "--reason", "a test");
  }

  @AfterAll static void close() {
    service.close();
    site.close();
  }

  @Test @Order(1) void a_gate_is_shown_and_nothing_changes_behind_it() {
    var status = console.awaitState(MIGRATION, MigrationState.AT_GATE);

    SEEN.add(status);
    assertThat(status.getGate()).isEqualTo(Phase.QUIESCE);
    assertThat(status.getWayBack()).isEqualTo(WayBack.FREE);
    var said = console.must("status", MIGRATION);
    assertThat(said.out() + said.err()).contains("QUIESCE").contains("cmc release " + MIGRATION + " --gate");
    assertThat(site.journal()).isEmpty();
  }

  @Test @Order(2) void only_the_gate_that_is_shut_can_be_released() {
    var refused = console.cmc("release", MIGRATION, "--gate", "reopen", "--reason", "a test");

    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("GATE_NOT_SHUT");
  }

  @Test @Order(3) void a_permanent_fault_parks_the_step_of_one_participant_and_retry_ends_it() {
    var fault = site.network().faults().inject("participantB", DISCONNECT,
        new Fault.FailBefore(Status.Code.INVALID_ARGUMENT, "a disk is on fire"), Integer.MAX_VALUE);
    console.must("release", MIGRATION, "--gate", "quiesce", "--reason", "a test");

    var parked = console.awaitStatus(MIGRATION, s -> activity(s, "participantB").equals("PARKED"));
    SEEN.add(parked);
    var problem = participant(parked, "participantB").getActivity().getProblem();
    assertThat(problem.getFound()).contains("a disk is on fire");
    assertThat(problem.getRemedy()).isNotBlank();
    assertThat(site.journal("MigrateDomain")).isEmpty();

    site.network().faults().release(fault.id());
    console.must("hold", MIGRATION, "--reason", "a test");
    console.awaitState(MIGRATION, MigrationState.HELD);
    var before = site.journal().size();
    console.must("retry", MIGRATION, "participantB");
    assertThat(console.cmc("retry", MIGRATION, "participantB").err()).contains("NOT_PARKED");
    console.awaitStatus(MIGRATION, s -> !activity(s, "participantB").equals("PARKED"));
    assertThat(site.journal()).as("no new step begins while held").hasSize(before);

    console.must("resume", MIGRATION);
    var gate = console.awaitState(MIGRATION, MigrationState.AT_GATE);
    SEEN.add(gate);
    assertThat(gate.getGate()).isEqualTo(Phase.MOVE_CONTRACTS);
    assertThat(site.journal("DisconnectDomain").stream().filter(JournalEntry::effective).map(JournalEntry::node))
        .containsExactlyInAnyOrder("participantA", "participantB");
  }

  @Test @Order(4) void the_same_idempotency_key_is_answered_the_same_and_ordered_once() {
    var words = new String[] {"hold", MIGRATION, "--reason", "a test", "--idempotency-key", "hold-1"};
    var first = console.must(words);
    console.must("resume", MIGRATION, "--idempotency-key", "resume-1");
    var again = console.must(words);

    assertThat(again).isEqualTo(first);
    assertThat(console.awaitState(MIGRATION, MigrationState.AT_GATE).getGate()).isEqualTo(Phase.MOVE_CONTRACTS);
    var other = console.cmc("resume", MIGRATION, "--idempotency-key", "hold-1");
    assertThat(other.code()).as("the key of another order").isEqualTo(3);
  }

  @Test @Order(5) void after_the_gate_before_the_move_no_way_leads_back_for_free() {
    console.must("release", MIGRATION, "--gate", "move-contracts", "--reason", "a test");
    var gate = console.awaitStatus(MIGRATION, s -> s.getState() == MigrationState.AT_GATE && s.getGate() == Phase.REOPEN);

    SEEN.add(gate);
    assertThat(gate.getWayBack()).isEqualTo(WayBack.RESTORE_ALL);
    var refused = console.cmc("abort", MIGRATION, "--reason", "a test");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("PAST_POINT_OF_NO_RETURN");
    assertThat(site.limits("participantA").maxDirty()).as("still small").isEqualTo(4);
  }

  @Test @Order(6) void the_last_gate_leads_to_the_end() {
    console.must("release", MIGRATION, "--gate", "reopen", "--reason", "a test");

    assertThat(console.awaitState(MIGRATION, MigrationState.COMPLETED).getWayBack()).isEqualTo(WayBack.FORWARD_ONLY);
  }

  @Test @Order(7) void read_models_built_again_from_the_first_event_are_what_they_were() {
    await("both read models know the last event").atMost(Duration.ofSeconds(30)).until(() ->
        service.store().sql("select count(*) from event_json").query(Long.class).single().equals(tables().get("audit_entry")));
    var before = contents();

    console.must("replay");

    assertThat(contents()).isEqualTo(before);
  }

  @Test @Order(8) void every_status_that_was_seen_is_shown_again_as_it_was() {
    SEEN.add(console.status(MIGRATION).orElseThrow());

    assertThat(SEEN).hasSize(5).allSatisfy(seen -> assertThat(at(seen.getAsOfPosition())).isEqualTo(seen.toBuilder().clearRevision().build()));
    assertThat(console.must("show", MIGRATION, "--at", "1", "--events", "2").out()).contains("> ", "#1", "#3", "PLANNED");
  }

  private static MigrationStatus at(long position) {
    return MigrationQueriesGrpc.newBlockingStub(console.channel()).getStatusAt(GetStatusAtRequest.newBuilder().setMigration(MIGRATION)
        .setPosition(position).build()).getStatus();
  }

  @Test @Order(9) void a_run_compared_with_itself_tells_work_from_waiting_for_people() {
    var comparison = MigrationQueriesGrpc.newBlockingStub(console.channel())
        .compareRuns(CompareRunsRequest.newBuilder().setFirst(MIGRATION).setSecond(MIGRATION).build());

    assertThat(comparison.getPhasesList()).extracting(PhaseComparison::getPhase).startsWith(Phase.PREFLIGHT, Phase.QUIESCE, Phase.DRAIN)
        .contains(Phase.MOVE_CONTRACTS, Phase.REOPEN);
    assertThat(comparison.getPhasesList()).allSatisfy(p -> assertThat(p.getFirst()).isEqualTo(p.getSecond()));
    var people = comparison.getPhasesList().stream().filter(p -> Durations.toMillis(p.getFirst().getTaken().getPeople()) > 0)
        .map(PhaseComparison::getPhase);
    assertThat(people).as("gates, and somebody parked who leaves").contains(Phase.QUIESCE, Phase.DISCONNECT, Phase.MOVE_CONTRACTS, Phase.REOPEN);
    assertThat(comparison.getParticipantsList()).filteredOn(s -> s.getStep().equals("LEAVE_SOURCE") && s.getParticipant().equals("participantB"))
        .singleElement().satisfies(s -> assertThat(s.getFirst().getParked()).isPositive());
    assertThat(console.must("diff", MIGRATION, MIGRATION).out()).contains("MOVE_CONTRACTS", "waiting for people", "same");
  }

  @Test @Order(10) void a_replay_in_a_process_of_its_own_knows_the_database_alone() {
    var before = contents();
    var calls = site.journal().size();
    var events = service.store().sql("select count(*) from domain_event_entry").query(Long.class).single();
    service.store().sql("update audit_entry set summary = 'damaged'").update();

    var replay = WatchedProcess.run(folder, "replay", "--offline", "--all", "--database-url", DATABASE);

    assertThat(replay.exit()).as(replay.out()).isZero();
    assertThat(replay.out()).contains("audit    complete", "incident complete", "status   complete");
    assertThat(contents()).as("what was damaged is whole again").isEqualTo(before);
    assertThat(replay.ports()).as("other ends of its sockets").containsExactly(ThrowawayServer.server().port());
    assertThat(replay.processes()).as("processes that it started").isEmpty();
    assertThat(replay.classes()).as("it was watched").contains("io.cmc.projection.replay.Replay", "org.postgresql.Driver");
    assertThat(replay.classes()).as("classes that could call somebody").noneMatch(c -> c.startsWith("io.cmc.controller.")
        || c.startsWith("com.digitalasset.") || c.startsWith("com.daml.") || c.startsWith("io.netty.") || c.startsWith("org.apache.kafka."));
    assertThat(site.journal()).hasSize(calls);
    assertThat(service.store().sql("select count(*) from domain_event_entry").query(Long.class).single()).isEqualTo(events);
  }

  @Test @Order(11) void the_bundle_of_evidence_is_verified_without_the_service_and_a_byte_changed_anywhere_is_found() throws IOException {
    var bundle = folder.resolve("gated.zip");
    console.must("evidence", MIGRATION, "--to", bundle.toString());
    console.must("evidence", MIGRATION, "--to", folder.resolve("again.zip").toString());

    assertThat(bundle).hasSameBinaryContentAs(folder.resolve("again.zip"));
    var files = Zip.read(bundle);
    assertThat(new String(files.get("report.html"), StandardCharsets.UTF_8)).contains("COMPLETED", "a disk is on fire", "participantA", "released")
        .doesNotContain("<script", "http://", "src=");
    assertThat(files).containsKeys("manifest.json", "plan.json", "plan-now.yaml", "events.jsonl", "approvals.json", "proofs.json", "pings.json",
        "incidents.json", "timings.json", "status.json", "audit.jsonl");
    await("the public key beside the store").until(() -> keys().findAny().isPresent());
    service.close();
    var sound = console.cmc("verify", bundle.toString(), "--trust", key());
    assertThat(sound.code()).as(sound.out() + sound.err()).isZero();
    assertThat(sound.out()).startsWith("PROVED").contains("files     12");
    assertThat(console.cmc("verify", bundle.toString()).code()).as("nobody vouches for the key").isEqualTo(21);
    for (var name : files.keySet()) assertThat(verifyAltered(name, files)).as(name).matches(s -> s.code() == 20).extracting(Said::out).asString()
        .startsWith("TAMPERED  file ").contains(name);
  }

  private static Said verifyAltered(String name, Map<String, byte[]> files) throws IOException {
    var bad = new LinkedHashMap<>(files);
    bad.computeIfPresent(name, (_, content) -> {
      var altered = content.clone();
      altered[altered.length / 2] ^= 1;
      return altered;
    });
    var file = folder.resolve("bad.zip");
    try (var out = Files.newOutputStream(file)) {
      Zip.write(bad, out);
    }
    return console.cmc("verify", file.toString(), "--trust", key());
  }

  private static String key() throws IOException {
    return keys().findFirst().orElseThrow().toString();
  }

  private static Stream<Path> keys() throws IOException {
    try (var found = Files.list(folder.resolve("service/checkpoints"))) {
      return found.filter(f -> f.getFileName().toString().startsWith("key-")).toList().stream();
    }
  }

  private static Map<String, Long> tables() {
    return Map.of("audit_entry", service.store().sql(
        "select count(*) from audit_entry a join read_model m on m.name = 'audit' and m.generation = a.generation").query(Long.class).single());
  }

  /** What readers see of each table, whatever its generation. */
  private static Map<String, List<String>> contents() {
    return Map.of("audit_entry", rows("audit_entry", "audit"), "status_migration", rows("status_migration", "status"),
        "status_participant", rows("status_participant", "status"), "status_version", rows("status_version", "status"));
  }

  private static List<String> rows(String table, String model) {
    return service.store().sql("select (to_jsonb(t) - 'generation')::text as line from " + table + " t join read_model m on m.generation = t.generation "
        + "where m.name = ? order by line").param(model).query(String.class).list();
  }

  private static String activity(MigrationStatus status, String participant) {
    return status.getParticipantsList().stream().filter(p -> p.getName().equals(participant)).map(p -> p.getActivity().getState()).findFirst().orElse("");
  }

  private static ParticipantStatus participant(MigrationStatus status, String name) {
    return status.getParticipantsList().stream().filter(p -> p.getName().equals(name)).findFirst().orElseThrow();
  }
}
