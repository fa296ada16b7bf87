// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.digitalasset.canton.participant.admin.v0.DisconnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ReconnectDomainsRequest;
import com.digitalasset.canton.participant.admin.v0.RegisterDomainRequest;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cmc.api.v1.BackupStrategy;
import io.cmc.api.v1.Database;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.Plan;
import io.cmc.api.v1.PlanMigrationRequest;
import io.cmc.api.v1.Problem;
import io.cmc.api.v1.Secret;
import io.cmc.cli.plan.PlanYaml;
import io.cmc.cli.text.ProblemText;
import io.cmc.postgres.EmbeddedServer;
import io.cmc.sim.Network;
import io.cmc.sim.node.DomainRules;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input is refused with a code, what was expected, what was found and what to do: the same text for the operator, the API and the audit. */
class BadInputTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  private static final String EQUAL = "equaldomain";
  private static final String OTHER_KEYS = "otherkeys";
  private static final String KNOWN = "knowndomain";

  @TempDir private static Path folder;
  private static Site site;
  private static InProcess service;
  private static Console console;

  @BeforeAll static void start() {
    site = Site.start(folder, network -> network.participants(3).domain(EQUAL, 5).domain(OTHER_KEYS, 7).domain(KNOWN, 7)
        .rules(OTHER_KEYS, DomainRules::withoutUniqueContractKeys));
    service = InProcess.start(folder.resolve("service"));
    console = service.console();
  }

  @AfterAll static void close() {
    service.close();
    site.close();
  }

  // plans that the service refuses

  static Stream<Arguments> plans() {
    return Stream.of(
        plan("two endpoints that are one node", "SAME_NODE", (p, n) -> p.getParticipantsBuilder(1).setAdmin(p.getParticipants(0).getAdmin())),
        plan("a participant named twice", "PARTICIPANT_TWICE", (p, n) -> p.addParticipants(p.getParticipants(0))),
        plan("no participant at all", "NO_PARTICIPANTS", (p, n) -> p.clearParticipants()),
        plan("source and target the same", "SAME_DOMAIN", (p, n) -> target(p, n.sequencerUrl(Network.SOURCE))),
        plan("a target of the same protocol version", "PROTOCOL_VERSION_NOT_HIGHER", (p, n) -> target(p, n.sequencerUrl(EQUAL))),
        plan("a target that nobody runs", "TARGET_UNREACHABLE", (p, n) -> target(p, "http://127.0.0.1:1")),
        plan("other rules for unique contract keys", "UNIQUE_KEYS_DIFFER", (p, n) -> target(p, n.sequencerUrl(OTHER_KEYS))),
        plan("a participant that nobody runs", "NODE_UNREACHABLE", (p, n) -> p.getParticipantsBuilder(0).getAdminBuilder().setPort(1)),
        plan("the ledger port in place of the admin port", "WRONG_PORT",
            (p, n) -> p.getParticipantsBuilder(0).getAdminBuilder().setPort(p.getParticipants(0).getLedger().getPort())));
  }

  private static Arguments plan(String what, String code, BiConsumer<Plan.Builder, Network> fault) {
    return arguments(what, code, fault);
  }

  private static void target(Plan.Builder plan, String url) {
    plan.getTargetBuilder().clearSequencers().addSequencers(url).clearAdmin();
  }

  @ParameterizedTest(name = "{0}: {1}") @MethodSource("plans")
  void a_bad_plan_is_refused_with_the_same_text_everywhere(String what, String code, BiConsumer<Plan.Builder, Network> fault) throws IOException {
    var seen = site.journal().size();
    var migration = "bad-" + code.toLowerCase().replace('_', '-');
    var builder = draft(migration).toBuilder();
    fault.accept(builder, site.network());
    var plan = builder.build();

    var problem = refusalOf(plan);
    assertThat(problem.getCode()).isEqualTo(code);
    assertThat(List.of(problem.getExpected(), problem.getFound(), problem.getRemedy())).noneMatch(String::isBlank);
    awaitInAudit(migration, problem::equals);
    if (!code.equals("PARTICIPANT_TWICE")) { // the operator's own client finds it first, and names the lines
      Files.writeString(site.file(migration), PlanYaml.write(plan));
      var said = console.cmc("start", site.file(migration).toString());
      assertThat(said.code()).isEqualTo(3);
      assertThat(said.err()).contains(ProblemText.render(problem));
    }
    assertThat(site.journal()).as("what the nodes saw").hasSize(seen);
  }

  // files that the operator's client cannot read

  static Stream<Arguments> files() {
    return Stream.of(
        arguments("an unknown field", "UNKNOWN_FIELD", "^migration:", "spead: 7\nmigration:"),
        arguments("no YAML", "PLAN_UNREADABLE", "^migration:", "migration: [\nmigration:"),
        arguments("a participant twice", "PARTICIPANT_TWICE", "name: participantB", "name: participantA"));
  }

  @ParameterizedTest(name = "{0}: {1}") @MethodSource("files")
  void a_plan_that_cannot_be_read_is_refused_before_the_service_is_asked(String what, String code, String good, String bad) throws IOException {
    var file = folder.resolve("unreadable.yaml");
    Files.writeString(file, PlanYaml.write(draft("unreadable")).replaceFirst("(?m)" + good, bad));

    var said = console.cmc("start", file.toString());

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).startsWith(code).contains("expected", "found", "remedy", "unreadable.yaml");
    assertThat(console.status("unreadable")).isEmpty();
  }

  @Test void an_unreadable_configuration_of_canton_is_refused_with_its_place() throws IOException {
    var conf = folder.resolve("broken.conf");
    Files.writeString(conf, "canton { remote-participants { a { admin-api { address = }\n");

    var said = console.cmc("plan", "--from", "olddomain", "--to", "newdomain", "--canton-config", conf.toString(), folder.resolve("never.yaml").toString());

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("expected", "found", "remedy", "broken.conf");
    assertThat(folder.resolve("never.yaml")).doesNotExist();
  }

  // plans that the checks of the nodes block

  @Test void a_participant_of_the_source_that_the_plan_does_not_name_blocks() throws IOException {
    var plan = draft("strangers").toBuilder();
    plan.removeParticipants(2);

    assertBlocks(plan.build(), "STRANGERS", "participantC");
  }

  @Test void a_participant_that_is_not_connected_to_the_source_blocks() throws IOException {
    var node = DomainConnectivityServiceGrpc.newBlockingStub(site.network().admin("participantB"));
    node.disconnectDomain(DisconnectDomainRequest.newBuilder().setDomainAlias("olddomain").build());
    try {
      assertBlocks(draft("not-connected"), "SOURCE_NOT_CONNECTED", "olddomain");
    } finally {
      node.reconnectDomains(ReconnectDomainsRequest.getDefaultInstance());
    }
  }

  @Test void a_target_that_a_participant_knows_under_another_alias_blocks() throws IOException {
    DomainConnectivityServiceGrpc.newBlockingStub(site.network().admin("participantC"))
        .registerDomain(RegisterDomainRequest.newBuilder().setAdd(site.network().connection("elsewhere", KNOWN).toBuilder().setManualConnect(true)).build());
    var plan = draft("known").toBuilder();
    target(plan, site.network().sequencerUrl(KNOWN));

    assertBlocks(plan.build(), "TARGET_KNOWN", "elsewhere");
  }

  @Test void a_wrong_database_password_blocks() throws Exception {
    try (var server = EmbeddedServer.start(folder.resolve("locked"))) {
      askForPasswords(server);
      var password = Files.writeString(folder.resolve("password"), "wrong");
      var plan = draft("locked-out").toBuilder();
      plan.getParticipantsBuilder(0).setDatabase(Database.newBuilder().setHost("localhost").setPort(server.port()).setName("postgres").setPlaintext(true)
          .setUser("postgres").setPassword(Secret.newBuilder().setFile(password.toString())));

      assertBlocks(plan.build(), "DATABASE_UNREACHABLE", "password");
    }
  }

  /** Whoever logs in from now on is asked; sessions that are open stay. */
  private static void askForPasswords(EmbeddedServer server) throws Exception {
    try (var c = DriverManager.getConnection(server.jdbcUrl("postgres")); var s = c.createStatement()) {
      s.execute("alter user postgres password 'right'");
      var rules = s.executeQuery("show hba_file");
      rules.next();
      var file = Path.of(rules.getString(1));
      Files.writeString(file, Files.readString(file).replaceAll("(?m)^((?:host|local)\\s.*\\s)trust\\s*$", "$1scram-sha-256"));
      s.execute("select pg_reload_conf()");
    }
    await("the server asks for a password").atMost(Duration.ofSeconds(20)).until(() -> refuses(server));
  }

  private static boolean refuses(EmbeddedServer server) {
    try (var c = DriverManager.getConnection(server.jdbcUrl("postgres"))) {
      return c.isClosed();
    } catch (SQLException asked) {
      return true;
    }
  }

  @Test void a_disk_that_is_too_small_for_the_dump_blocks() throws Exception {
    var disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(mount("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()), "this user may not mount a disk, so a full one is not tried here");
    try {
      var plan = draft("too-small").toBuilder().setBackupFolder(disk.toString());
      plan.getParticipantsBuilderList().forEach(p -> p.setBackup(BackupStrategy.PG_DUMP));
      assumeTrue(findPgDump(), "no pg_dump is installed here");

      assertBlocks(plan.build(), "SPACE_SHORT", disk.toString());
    } finally {
      mount("umount", disk.toString());
    }
  }

  private static boolean findPgDump() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(d -> Files.isExecutable(Path.of(d, "pg_dump")));
  }

  private static boolean mount(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  /** {@code cmc plan check} ends with 6, and its finding is word for word in the status and, as an event, in the audit. */
  private static void assertBlocks(Plan plan, String code, String found) throws IOException {
    Files.writeString(site.file(plan.getMigration()), PlanYaml.write(plan));

    var said = console.cmc("plan", "check", site.file(plan.getMigration()).toString());

    assertThat(said.code()).as(said.out() + said.err()).isEqualTo(6);
    var finding = console.status(plan.getMigration()).orElseThrow().getFindingsList().stream().map(f -> f.getProblem())
        .filter(p -> p.getCode().equals(code)).findFirst().orElseThrow(() -> new AssertionError(said.out()));
    assertThat(finding.getExpected() + finding.getFound()).contains(found);
    assertThat(finding.getRemedy()).isNotBlank();
    assertThat(said.out()).contains(code, finding.getExpected(), finding.getFound(), finding.getRemedy());
    assertThat(console.audit(plan.getMigration(), "ParticipantChecked", "DomainsChecked")).anyMatch(e -> e.getDetailJson().contains("\"" + code + "\""));
  }

  // orders that make no sense

  @Test void orders_that_make_no_sense_are_refused_and_change_nothing() throws IOException {
    started("first");
    assertRefused("ALREADY_STARTED", "first", "start", site.file("first").toString());
    assertRefused("WRONG_PHASE", "first", "resume", "first");
    assertRefused("WRONG_PHASE", "first", "retire", "first", "--reason", "a test");
    assertRefused("NOT_PARKED", "first", "retry", "first");
    assertRefused("GATE_NOT_SHUT", "first", "release", "first", "--gate", "reopen", "--reason", "a test");
    assertRefused("NOTHING_TO_CONFIRM", "first", "confirm", "first", "ingress-closed", "--reference", "x");
    assertRefused("PARTICIPANT_NOT_FOUND", "first", "retry", "first", "participantX");

    Files.writeString(site.file("second"), PlanYaml.write(draft("second")));
    assertRefused("PARTICIPANT_BUSY", "second", "start", site.file("second").toString());

    assertThat(console.status("first").orElseThrow().getState()).isEqualTo(MigrationState.AT_GATE);
    assertThat(site.journal("UpdateResourceLimits")).isEmpty();
    console.must("abort", "first", "--reason", "a test");
    console.awaitState("first", MigrationState.ABORTED);
  }

  @Test void another_plan_under_a_name_that_is_taken_and_a_migration_that_nobody_planned_are_refused() throws IOException {
    Files.writeString(site.file("taken"), PlanYaml.write(draft("taken")));
    console.cmc("plan", "check", site.file("taken").toString());
    var other = draft("taken").toBuilder();
    other.removeParticipants(2);
    Files.writeString(site.file("taken"), PlanYaml.write(other.build()));

    assertRefused("NAME_TAKEN", "taken", "start", site.file("taken").toString());
    var nobody = console.cmc("hold", "nobody", "--reason", "a test");
    assertThat(nobody.code()).isEqualTo(4);
    assertThat(nobody.err()).contains("MIGRATION_NOT_FOUND");
  }

  private static void started(String migration) {
    console.must(site.planning(migration, "--hold-before", "quiesce"));
    console.must("start", site.file(migration).toString());
    console.awaitState(migration, MigrationState.AT_GATE);
  }

  private static void assertRefused(String code, String migration, String... words) {
    var said = console.cmc(words);

    assertThat(said.code()).as(said.err()).isIn(3, 4);
    assertThat(said.err()).contains(code, "expected", "found", "remedy");
    awaitInAudit(migration, problem -> said.err().contains(ProblemText.render(problem)));
  }

  private static Plan draft(String migration) {
    console.must(site.planning(migration, "--offline"));
    return PlanYaml.read(site.file(migration));
  }

  private static Problem refusalOf(Plan plan) {
    var refused = catchThrowableOfType(StatusRuntimeException.class,
        () -> console.orders().planMigration(PlanMigrationRequest.newBuilder().setPlan(plan).build()));
    assertThat(refused).as("the plan was accepted").isNotNull();
    return StatusProto.fromThrowable(refused).getDetailsList().stream().map(BadInputTest::problem).findFirst().orElseThrow();
  }

  private static Problem problem(Any details) {
    try {
      return details.unpack(Problem.class);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /** The read side comes a moment after the order. */
  private static void awaitInAudit(String migration, Predicate<Problem> refusal) {
    await("the refusal in the audit of " + migration).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(100)).until(
        () -> console.audit(migration, "OrderRefused").stream().map(e -> stored(e.getDetailJson())).anyMatch(refusal));
  }

  private static Problem stored(String event) {
    try {
      var problem = new ObjectMapper().readTree(event).path("problem");
      return Problem.newBuilder().setCode(problem.path("code").asText()).setExpected(problem.path("expected").asText())
          .setFound(problem.path("found").asText()).setRemedy(problem.path("remedy").asText()).build();
    } catch (IOException e) {
      throw new AssertionError(event, e);
    }
  }
}
