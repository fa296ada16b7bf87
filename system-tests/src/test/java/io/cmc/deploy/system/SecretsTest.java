// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.deploy.publication.Certificates;
import io.cmc.deploy.publication.Topic;
import io.cmc.deploy.system.Console.Said;
import io.cmc.kafka.EmbeddedBroker;
import io.cmc.kafka.Guard;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.sim.Network;
import io.cmc.sim.server.Protection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A migration with every kind of secret that the service knows, right ones and wrong ones, on nodes that ask for TLS on both sides and
 * for tokens. Then each of them is looked for wherever something is kept, published, logged, handed out or said.
 */
class SecretsTest {

  private static final String CANARY = "kanarienvogel";
  private static final String MIGRATION = "with-secrets";
  private static final Duration SOON = Duration.ofMillis(200);

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS, "cannot be used, and those of before stay in use");

  @TempDir private Path folder;
  private final Canary canary = new Canary();
  private final List<String> said = new ArrayList<>();
  private final TreeSet<String> commands = new TreeSet<>();
  private final AtomicBoolean watching = new AtomicBoolean(true);
  private Thread watcher;
  private String database;
  private Authority.Issued ours;
  private Site site;
  private EmbeddedBroker kafka;
  private Certificates broker;
  private InProcess service;
  private int http;

  @BeforeEach void start() throws Exception {
    canary.knows(CANARY);
    var bank = Authority.in(folder, "bank");
    ours = bank.issue("ours");
    canary.knows(Files.readAllLines(ours.key()).get(1));
    var node = bank.issue("node");
    var protection = Protection.NONE.tls(node.certificate(), node.key()).asking(bank.certificate());
    site = Site.start(folder, network -> network.participants(1).seed(77).domainTimeouts(SOON, SOON, SOON)
        .protect("participantA", protection.admitting(CANARY + "-token")).protect(Network.SOURCE, protection).protect(Network.TARGET, protection));
    broker = Certificates.make(folder, "broker");
    kafka = EmbeddedBroker.start(folder.resolve("kafka"), new Guard(broker.keystore(), Certificates.PASSWORD, Map.of("cmc", CANARY + "-kafka"), "cmc"));
    passwordFor("kanarie");
    configure(bank);
    service = service();
    watcher = Thread.ofVirtual().start(this::watchCommands);
  }

  private InProcess service() throws IOException {
    var token = "cmc_admin_" + (CANARY + "-" + "x".repeat(43)).substring(0, 43);
    var keys = Files.createDirectories(folder.resolve("service/keys"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.setPosixFilePermissions(Files.writeString(keys.resolve("admin.token"), token + "\n"), PosixFilePermissions.fromString("rw-------"));
    database = ThrowawayServer.newDatabase();
    http = InProcess.freePort();
    var settings = new ArrayList<>(List.of("--logging.level.root=debug", "--spring.main.web-application-type=servlet", "--server.address=127.0.0.1",
        "--server.port=" + http, "--spring.grpc.server.inprocess.name=secrets", "--cmc.database.owner-password=" + CANARY + "-owner",
        "--cmc.database.password=" + CANARY + "-service", "--cmc.checkpoints.every=1s"));
    var login = login();
    settings.add("--cmc.kafka.bootstrap-servers=" + kafka.bootstrapServers());
    login.forEach((name, value) -> settings.add("--cmc.kafka.properties." + name + "=" + value));
    return InProcess.start(folder.resolve("service"), database, settings.toArray(String[]::new));
  }

  private Map<String, String> login() {
    return Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "SCRAM-SHA-512", "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"cmc\" password=\"" + CANARY + "-kafka\";",
        "ssl.truststore.type", "PEM", "ssl.truststore.location", broker.authority().toString());
  }

  /** A user whom the server of databases asks for a password. */
  private void passwordFor(String user) throws Exception {
    var postgres = ThrowawayServer.server().jdbcUrl("postgres");
    var sql = Site.sql(postgres);
    sql.sql("create role " + user + " login superuser password '" + CANARY + "-database'").update();
    var rules = sql.sql("show hba_file").query(String.class).single(); // on the server's disk, which may be a container's
    var before = sql.sql("select pg_read_file('" + rules + "')").query(String.class).single();
    sql.sql("copy (select unnest(string_to_array($$host all " + user + " all scram-sha-256\n" + before + "$$, E'\\n'))) to '" + rules + "'").update();
    sql.sql("select pg_reload_conf()").query(Boolean.class).single();
    await("the server asks").until(() -> {
      try (var in = DriverManager.getConnection(postgres.replaceAll("\\?.*", ""), user, "wrong")) {
        return false;
      } catch (java.sql.SQLException asked) {
        return true;
      }
    });
  }

  /** As Canton's console would have it, with references to secrets. */
  private void configure(Authority bank) throws IOException {
    var tls = "tls { trust-collection-file = \"" + bank.certificate() + "\", client-cert { cert-chain-file = \"" + ours.certificate()
        + "\", private-key-file = \"" + ours.key() + "\" } }";
    var database = site.network().databaseUrl("participantA").replaceAll("\\?.*", "");
    var participant = site.network().participant("participantA").spec().site();
    Files.writeString(folder.resolve("secure.conf"), """
        canton.remote-domains {
          olddomain.admin-api { port = %d, %s }
          newdomain.admin-api { port = %d, %s }
        }
        canton.remote-participants.participantA {
          admin-api { port = %d, %s }
          ledger-api { port = %d, %s }
        }
        canton-migration {
          tokens.participantA.file = "%s"
          databases.participantA { url = "%s", user = kanarie, password-file = "%s" }
        }
        """.formatted(site.network().source().spec().site().second(), tls, site.network().target().spec().site().second(), tls,
        participant.second(), tls, participant.first(), tls, folder.resolve("node.token"), database, folder.resolve("database.password")));
  }

  @AfterEach void close() throws InterruptedException {
    watching.set(false);
    watcher.join();
    service.close();
    kafka.close();
    site.close();
    canary.close();
  }

  @Test void no_secret_is_kept_published_logged_handed_out_or_said() throws Exception {
    wrongSecretsAreRefusedInWords();
    aMigrationGoesThroughWithASecretThatFailsOnTheWay();
    asksForEverything();

    var all = new SoftAssertions();
    all.assertThat(canary.lines()).as("it listened").isGreaterThan(1_000);
    all.assertThat(canary.talkative()).as("down to debug").anyMatch(name -> name.startsWith("org.springframework"));
    all.assertThat(canary.songs()).as("the log").isEmpty();
    all.assertThat(said).as("what the client said").hasSizeGreaterThan(10).noneMatch(canary::isIn);
    all.assertThat(tables()).as("tables").isEmpty();
    all.assertThat(published()).as("records in Kafka").isNotEmpty().noneMatch(canary::isIn);
    all.assertThat(files(folder.resolve("service"))).as("files of the service").isEmpty();
    all.assertThat(files(folder.resolve("out"))).as("exports").isEmpty();
    all.assertThat(commands).as("words of child processes").anyMatch(c -> c.contains("pg_dump")).noneMatch(canary::isIn);
    all.assertAll();
  }

  private void wrongSecretsAreRefusedInWords() throws IOException {
    secrets(CANARY + "-database", CANARY + "-wrong");
    assertThat(plan("wrong-token").out()).contains("NOT_AUTHORISED");
    secrets(CANARY + "-database", CANARY + " ü\u0001 wrong");
    assertThat(plan("no-token").out()).contains("NOT_AUTHORISED");
    Files.delete(folder.resolve("node.token"));
    assertThat(plan("token-gone").out()).contains("NOT_AUTHORISED", "node.token");
    secrets(CANARY + "-wrong", CANARY + "-token");
    plan("wrong-password");
    assertThat(cmc("plan", "check", site.file("wrong-password").toString()).out()).contains("DATABASE_UNREACHABLE", "password authentication failed");
    literal("{env: " + CANARY + "-itself}");
    literal("{env: \"" + CANARY + " itself\"}");
  }

  /** Somebody writes the secret where its name belongs. */
  private void literal(String secret) throws IOException {
    var file = site.file("literal");
    Files.writeString(file, Files.readString(site.file("wrong-password")).replace("wrong-password", "literal")
        .replaceAll("token: \\{.*}", "token: " + secret));
    assertThat(cmc("plan", "check", file.toString())).satisfies(s -> assertThat(s.code()).isNotZero())
        .satisfies(s -> assertThat(s.out() + s.err()).contains("not the name of an environment variable"));
  }

  private void aMigrationGoesThroughWithASecretThatFailsOnTheWay() throws IOException {
    secrets(CANARY + "-database", CANARY + "-token");
    assertThat(plan(MIGRATION, "--hold-before", "disconnect").code()).isZero();
    assertThat(cmc("plan", "check", site.file(MIGRATION).toString()).code()).isZero();
    cmc("start", site.file(MIGRATION).toString(), "--reason", "a test");
    service.console().awaitState(MIGRATION, MigrationState.AT_GATE);
    secrets(CANARY + "-database", CANARY + "-stale");
    var key = Files.readString(ours.key());
    Files.writeString(ours.key(), "-----BEGIN PRIVATE KEY-----\n" + CANARY + "\n-----END PRIVATE KEY-----\n");
    cmc("release", MIGRATION, "--gate", "disconnect", "--reason", "a test");
    service.console().awaitStatus(MIGRATION, s -> s.toString().contains("NOT_AUTHORISED"));
    cmc("status", MIGRATION);
    cmc("incidents");
    secrets(CANARY + "-database", CANARY + "-token");
    Files.writeString(ours.key(), key);
    cmc("retry", MIGRATION, "participantA", "--reason", "a test");
    service.console().awaitState(MIGRATION, MigrationState.COMPLETED);
  }

  private void asksForEverything() throws Exception {
    var out = Files.createDirectories(folder.resolve("out"));
    for (var verb : List.of(List.of("status", MIGRATION), List.of("status", MIGRATION, "--output", "json"), List.of("audit", MIGRATION), List.of("audit", "@service"),
        List.of("list"), List.of("incidents", "--all"), List.of("events"), List.of("whoami"), List.of("show", MIGRATION, "--at", "9"),
        List.of("export", "--all", "--to", out.resolve("all.jsonl").toString()), List.of("evidence", MIGRATION, "--to", out.resolve("bundle.zip").toString()))) {
      cmc(verb.toArray(String[]::new));
    }
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/v1/migrations/" + MIGRATION))
        .header("Authorization", "Bearer " + Files.readString(folder.resolve("service/keys/admin.token")).strip()).build();
    try (var client = HttpClient.newHttpClient()) {
      said.add(client.send(request, BodyHandlers.ofString()).body());
    }
    assertThat(said.getLast()).contains(MIGRATION);
    assertThat(out.resolve("bundle.zip")).isNotEmptyFile();
  }

  private void secrets(String password, String token) throws IOException {
    Files.writeString(folder.resolve("database.password"), password + "\n");
    Files.writeString(folder.resolve("node.token"), token + "\n");
  }

  private Said plan(String name, String... more) {
    var words = new ArrayList<>(List.of("plan", "--from", Network.SOURCE, "--to", Network.TARGET, "--name", name, "--target-url",
        site.network().sequencerUrl(Network.TARGET), "--canton-config", folder.resolve("secure.conf").toString(), "--backup", "pg-dump",
        "--keep-source", "--force"));
    words.addAll(List.of(more));
    words.add(site.file(name).toString());
    return cmc(words.toArray(String[]::new));
  }

  private Said cmc(String... words) {
    var answer = service.console().cmc(words);
    said.add(String.join(" ", words) + "\n" + answer.out() + answer.err());
    return answer;
  }

  /** Tables of the service in which one of them stands, as text or as bytes. */
  private List<String> tables() {
    var owner = Site.sql(database);
    return owner.sql("select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1")
        .query(String.class).list().stream().filter(table -> canary.secrets().stream().anyMatch(secret -> owner.sql("select exists (select 1 from \"" + table
            + "\" t where position(:text in t::text) > 0 or position(:bytes in t::text) > 0)").param("text", secret)
            .param("bytes", HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8))).query(Boolean.class).single())).toList();
  }

  private List<String> published() {
    var topic = new Topic(kafka.bootstrapServers(), service.context().getEnvironment().getProperty("cmc.kafka.topic", "cmc.events"), login());
    return topic.awaitAll(service.store()).values().stream().flatMap(List::stream).map(Object::toString).toList();
  }

  /** Names of files, and of what is in zips, in which one of them stands; keys are where secrets belong. */
  private List<String> files(Path where) throws IOException {
    try (var all = Files.walk(where)) {
      return all.filter(Files::isRegularFile).filter(f -> !f.startsWith(folder.resolve("service/keys")))
          .flatMap(f -> f.toString().endsWith(".zip") ? zipped(f) : Stream.of(Map.entry(f.toString(), text(f))))
          .filter(f -> canary.isIn(f.getValue())).map(Map.Entry::getKey).toList();
    }
  }

  private static Stream<Map.Entry<String, String>> zipped(Path zip) {
    var all = new ArrayList<Map.Entry<String, String>>();
    try (var in = new ZipInputStream(Files.newInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        all.add(Map.entry(zip + "!" + entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    assertThat(all).isNotEmpty();
    return all.stream();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What others on this machine would see in a list of processes. */
  private void watchCommands() {
    while (watching.get()) {
      ProcessHandle.current().descendants().forEach(p -> p.info().commandLine().filter(c -> c.contains("pg_")).ifPresent(commands::add));
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
  }
}
