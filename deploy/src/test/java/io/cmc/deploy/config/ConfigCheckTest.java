// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.cmc.deploy.ServeOptions;
import io.cmc.deploy.Service;
import io.cmc.deploy.config.ConfigCheckCommand.Form;
import io.cmc.deploy.config.Finding.Weight;
import io.cmc.deploy.docs.Checkout;
import io.cmc.deploy.system.InProcess;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.store.checkpoint.KeyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** Settings as people write them, looked at before the service is started with them. */
class ConfigCheckTest {

  private static final String SECRET = "Xs3cretX";

  @TempDir private Path folder;

  @Test void with_nothing_set_all_is_good() {
    assertThat(found(Map.of())).isEmpty();
  }

  @Test void a_long_file_without_a_fault_is_good() throws IOException {
    new KeyFile(folder.resolve("signing.pem")).make();
    Files.writeString(folder.resolve("hook"), SECRET);

    assertThat(inFile("""
        cmc:
          database: {url: "jdbc:postgresql://db/cmc?user=cmc", owner-password: Xs3cretX, answer: 20s}
          kafka: {bootstrap-servers: "k:9092", team-topic: "cmc.{team}", properties: {security.protocol: SSL}}
          access: {issuer: "https://login.example/realms/bank", groups: {ops: [operator, "viewer:team-a"]}}
          hooks: {participant-stop: [/bin/true, "{participant}"], gating: {changes: {at: [before-pnr-1], url: "https://h.example/ask", secret-file: %1$s/hook}}}
          notices: {mail: {host: smtp.example, from: cmc@bank.example}, channels: {ops: {mail: [ops@bank.example], severity: warning}}}
          checkpoints: {key: %1$s/signing.pem, events: 500}
          retention: {reads: 30d, team-reads: {payments: 60d}}
          policy: {pnr1: {approvers: 2}, break-glass: 0s}
          traces: {endpoint: "http://localhost:4318/v1/traces", share: 0.1}
        """.formatted(folder))).isEmpty();
  }

  @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
      cmc.kafka.topik=x                                      | cmc.kafka.topik                  | the nearest is cmc.kafka.topic
      cmc.databse.url=jdbc:postgresql://h/d                  | cmc.databse.url                  | the nearest is cmc.database.url
      cmc.hooks.gating.changes.secret-fil=/x                 | cmc.hooks.gating.changes.secret-fil | the nearest is cmc.hooks.gating.changes.secret-file
      cmc.something.else=x                                   | cmc.something.else               | there is no such setting
      cmc.grace=soon                                         | cmc.grace                        | expected a time
      cmc.grace=-1s                                          | cmc                              | 0s or more as cmc.grace
      cmc.database.connections=many                          | cmc.database.connections         | expected a whole number
      cmc.database.connections=0                             | cmc.database                     | 1 or more
      cmc.database.answer=1s                                 | cmc.database                     | 15s to 10m
      cmc.database.url=postgres://h/d                        | cmc.database                     | jdbc:postgresql://
      cmc.access.plaintext=perhaps                           | cmc.access.plaintext             | true or false
      cmc.access.issuer=http://login.example                 | cmc.access                       | https
      cmc.limits.orders=0                                    | cmc.limits                       | 1 or more
      cmc.retention.answers=1d                               | cmc.retention                    | 7d or more
      cmc.retention.team-reads.payments=long                 | cmc.retention.team-reads         | for each name a time
      cmc.policy.break-glass=-1s                             | cmc.policy                       | 0s or more
      cmc.checkpoints.events=0                               | cmc.checkpoints                  | 1 to 100000
      cmc.checkpoints.key=/nowhere/key.pem                   | cmc.checkpoints.key              | expected a private key
      cmc.traces.share=2                                     | cmc.traces                       | 0 to 1
      cmc.traces.endpoint=localhost:4318                     | cmc.traces                       | localhost:4318
      cmc.hooks.gating.a.at=before-lunch                     | cmc.hooks.gating.a               | either url or command
      cmc.hooks.participant-stop=/nowhere/stop               | cmc.hooks.participant-stop       | none at /nowhere/stop
      cmc.notices.mail.password-env=NOT_THERE                | cmc.notices.mail                 | the environment variable NOT_THERE
      cmc.notices.channels.ops.mail=a@bank.example           | cmc.notices                      | as a channel is by mail
      cmc.database-tools=/nowhere                            | cmc.database-tools               | none at /nowhere/pg_dump
      cmc.data=/dev/null/cmc                                 | cmc.data                         | a folder that can be written
      cmc.kafka.properties.security.protocol=NONSENSE%cmc.kafka.bootstrap-servers=k:9092 | cmc.kafka | security.protocol
      cmc.kafka.properties.ssl.truststore.location=/nowhere.jks | cmc.kafka.properties.ssl.truststore.location | expected a file
      spring.grpc.server.address=0.0.0.0                     | cmc.access.plaintext             | expected a certificate
      cmc.grace=${NOT_SET}                                   | cmc.grace                        | expected a time""")
  void what_is_wrong_is_named_with_what_was_expected(String line, String setting, String said) throws IOException {
    var findings = inProperties(line.replace('%', '\n'));

    assertThat(findings).filteredOn(f -> f.weight() == Weight.WRONG).as("%s", findings)
        .anySatisfy(f -> assertThat(f.setting() + " " + f.text()).contains(setting).contains(said));
    assertThat(ConfigCheckCommand.isGood(findings)).isFalse();
  }

  @Test void all_faults_are_said_at_once_with_the_lines_they_are_on() throws IOException {
    var findings = inFile("""
        cmc:
          grace: soon
          kafka:
            topik: x
          database: {connections: many}
        """);

    assertThat(findings).extracting(f -> f.setting() + " " + f.where())
        .containsExactlyInAnyOrder("cmc.grace cmc.yaml:2", "cmc.kafka.topik cmc.yaml:4", "cmc.database.connections cmc.yaml:5");
  }

  @Test void what_others_put_into_the_environment_is_doubtful_and_not_wrong() {
    var findings = found(Map.of("CMC_SERVER", "host:7070", "CMC_TOKEN_FILE", "/x", "CMC_CONTROLLER_SERVICE_HOST", "10.0.0.1", "CMC_DATABASE_CONNECTIONS", "many"));

    assertThat(findings).extracting(f -> f.weight() + " " + f.setting() + " " + f.where())
        .containsExactlyInAnyOrder("DOUBTFUL cmc.controller.service.host environment", "WRONG cmc.database.connections environment");
  }

  @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
      cmc.kafka.topic=x                                                                    | cmc.kafka.topic            | without cmc.kafka.bootstrap-servers
      cmc.access.groups.ops=operator                                                       | cmc.access.groups          | without cmc.access.issuer
      cmc.database.url=jdbc:postgresql://h/d?password=x%cmc.database.owner-password=y      | cmc.database.owner-password | that in the address is not looked at
      cmc.checkpoints.lost-key=ab                                                          | cmc.checkpoints.lost-key   | without cmc.checkpoints.key""")
  void what_contradicts_something_else_is_doubtful(String lines, String setting, String said) throws IOException {
    assertThat(inProperties(lines.replace('%', '\n'))).singleElement().satisfies(f -> {
      assertThat(f.weight()).isEqualTo(Weight.DOUBTFUL);
      assertThat(f.setting()).isEqualTo(setting);
      assertThat(f.text()).contains(said);
    });
  }

  @Test void an_instance_that_reads_only_is_told_what_it_does_not_do() throws IOException {
    Files.writeString(folder.resolve("cmc.properties"), "cmc.kafka.bootstrap-servers=k:9092");

    assertThat(check(Map.of(), false, "--reads-only", "--config", folder.resolve("cmc.properties").toString()))
        .singleElement().satisfies(f -> assertThat(f.setting() + f.weight()).isEqualTo("cmc.kafka.bootstrap-serversDOUBTFUL"));
  }

  @Test void options_count_and_a_certificate_that_is_none_is_wrong() throws IOException {
    var pem = Files.writeString(folder.resolve("door.pem"), "no certificate").toString();

    assertThat(check(Map.of(), false, "--listen", "0.0.0.0", "--tls-certificate", pem, "--tls-key", folder.resolve("missing.key").toString()))
        .anySatisfy(f -> assertThat(f.setting()).startsWith("spring.ssl.bundle"));
  }

  @Test void a_file_that_is_not_there_or_no_yaml_is_said_without_its_words() throws IOException {
    assertThat(check(Map.of(), false, "--config", folder.resolve("absent.yaml").toString())).singleElement().satisfies(f -> assertThat(f.text()).contains("absent.yaml"));
    assertThat(inFile("cmc:\n  database:\n    owner-password: " + SECRET + ": [" + SECRET + "\n")).singleElement().satisfies(f -> {
      assertThat(f.where()).startsWith("line ");
      assertThat(f.text()).startsWith("expected YAML").doesNotContain(SECRET);
    });
  }

  @Test void no_secret_is_printed_wherever_it_stands() throws IOException {
    var findings = inProperties("""
        cmc.grace=Xs3cretX
        cmc.pasword=Xs3cretX
        cmc.database.url=jdbc:postgres://owner:Xs3cretX@h/d?password=Xs3cretX
        cmc.database.connections=Xs3cretX
        cmc.kafka.bootstrap-servers=k:9092
        cmc.kafka.properties.sasl.jaas.config=Xs3cretX
        """);
    var more = inProperties("""
        cmc.database.url=jdbc:postgres://owner:Xs3cretX@h/d?password=Xs3cretX
        cmc.database.password=Xs3cretX
        cmc.hooks.gating.a.at=before-start
        cmc.hooks.gating.a.url=http://me:Xs3cretX@h.example/Xs3cretX
        cmc.notices.channels.ops.chat=http://chat.example/Xs3cretX
        cmc.kafka.bootstrap-servers=k:9092
        cmc.kafka.properties.security.protocol=SASL_SSL
        cmc.kafka.properties.sasl.mechanism=PLAIN
        cmc.kafka.properties.sasl.jaas.config=no such module Xs3cretX
        cmc.kafka.properties.ssl.truststore.password=Xs3cretX
        """);

    assertThat(findings).hasSizeGreaterThan(2);
    assertThat(more).hasSizeGreaterThan(2);
    for (var form : Form.values()) assertThat(ConfigCheckCommand.print(findings, form) + ConfigCheckCommand.print(more, form)).doesNotContain(SECRET);
  }

  @Test void what_is_asked_answers_or_does_not() throws IOException {
    var database = ThrowawayServer.newDatabase();
    var issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var url = "http://127.0.0.1:" + issuer.getAddress().getPort();
    answer(issuer, "/.well-known/openid-configuration", "{\"issuer\":\"" + url + "\",\"jwks_uri\":\"" + url + "/keys\"}");
    answer(issuer, "/keys", "{\"keys\":[]}");
    issuer.start();
    try {
      assertThat(connected(database, url)).extracting(f -> f.weight() + " " + f.setting()).containsExactly("GOOD cmc.database.url", "GOOD cmc.access.issuer");
    } finally {
      issuer.stop(0);
    }
    assertThat(connected("jdbc:postgresql://127.0.0.1:" + InProcess.freePort() + "/cmc?user=cmc&password=" + SECRET, url)).hasSize(2)
        .allSatisfy(f -> assertThat(f.weight()).isEqualTo(Weight.WRONG)).allSatisfy(f -> assertThat(f.text()).startsWith("expected an answer").doesNotContain(SECRET));
  }

  @Test void a_broker_that_is_away_is_said_soon() throws IOException {
    Files.writeString(folder.resolve("cmc.properties"), "cmc.kafka.bootstrap-servers=127.0.0.1:" + InProcess.freePort());

    assertThat(check(Map.of(), true, "--config", folder.resolve("cmc.properties").toString())).singleElement()
        .satisfies(f -> assertThat(f.setting() + f.weight()).isEqualTo("cmc.kafka.bootstrap-serversWRONG"));
  }

  @Test void programs_get_the_same_as_json_and_yaml() throws IOException {
    var findings = inProperties("cmc.grace=soon");
    var json = new ObjectMapper().readTree(ConfigCheckCommand.print(findings, Form.JSON));
    Map<String, Object> yaml = new Yaml().load(ConfigCheckCommand.print(findings, Form.YAML));

    assertThat(json.get("good").asBoolean()).isFalse();
    assertThat(json.at("/findings/0/setting").asText()).isEqualTo("cmc.grace");
    assertThat(json.at("/findings/0/where").asText()).isEqualTo("cmc.properties:1");
    assertThat(yaml).containsEntry("good", false);
    assertThat(ConfigCheckCommand.print(findings, Form.TABLE)).isEqualTo("wrong     cmc.grace (cmc.properties:1): expected a time such as 30s, 5m or 7d, found something else\n1 wrong, 0 doubtful\n");
  }

  @Test void the_exit_code_says_whether_it_is_good() throws IOException {
    Files.writeString(folder.resolve("cmc.properties"), "cmc.grace=soon");

    assertThat(exit("check", "--data", folder.toString())).isZero();
    assertThat(exit("check", "--data", folder.toString(), "--config", folder.resolve("cmc.properties").toString())).isEqualTo(2);
    assertThat(exit("check", "--no-such-option")).isEqualTo(2);
  }

  @Test void what_is_wrong_here_is_what_the_start_ends_with() throws IOException {
    var said = inProperties("cmc.grace=-1s").getFirst().text();

    assertThatThrownBy(() -> Service.start("--cmc.data=" + folder, "--cmc.grace=-1s", "--logging.level.root=off")).rootCause().hasMessage(said);
  }

  @Test void every_setting_of_the_page_is_known() throws IOException {
    var rows = Pattern.compile("(?m)^\\| `(cmc\\.[^`]+)`").matcher(Files.readString(Checkout.here().path("docs/settings.md")));
    var names = new ArrayList<String>();
    while (rows.find()) names.add(rows.group(1));

    assertThat(Known.names("cmc", Known.all())).hasSizeGreaterThan(50).containsExactlyElementsOf(names);
  }

  private static void answer(HttpServer server, String path, String json) {
    server.createContext(path, exchange -> {
      var body = json.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
  }

  private List<Finding> connected(String database, String issuer) throws IOException {
    Files.writeString(folder.resolve("cmc.properties"), "cmc.database.url=" + database + "\ncmc.access.issuer=" + issuer);
    return check(Map.of(), true, "--config", folder.resolve("cmc.properties").toString());
  }

  private static int exit(String... words) {
    return ConfigCommand.line().setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(new StringWriter())).execute(words);
  }

  private List<Finding> inFile(String yaml) throws IOException {
    Files.writeString(folder.resolve("cmc.yaml"), yaml);
    return check(Map.of(), false, "--config", folder.resolve("cmc.yaml").toString());
  }

  private List<Finding> inProperties(String lines) throws IOException {
    Files.writeString(folder.resolve("cmc.properties"), lines);
    return check(Map.of(), false, "--config", folder.resolve("cmc.properties").toString());
  }

  private List<Finding> found(Map<String, Object> variables) {
    return check(variables, false);
  }

  private List<Finding> check(Map<String, Object> variables, boolean connect, String... words) {
    var options = new ServeOptions();
    var all = new ArrayList<>(List.of(words));
    if (!String.join(" ", words).contains("cmc.properties")) all.addAll(List.of("--data", folder.resolve("data").toString()));
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(all.toArray(String[]::new));
    return new ConfigCheck(options, variables, connect).findings();
  }
}
