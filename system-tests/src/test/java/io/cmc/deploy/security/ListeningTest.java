// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.cli.Cmc;
import io.cmc.deploy.ServiceSettings;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class ListeningTest {

  @RegisterExtension final QuietLog log = QuietLog.except();

  @ParameterizedTest @ValueSource(strings = {"0.0.0.0", "::", "", "*", "192.0.2.1", "no-such-host.invalid"})
  void beyond_this_machine_it_needs_a_certificate_or_somebody_who_says_otherwise(String address) {
    assertThatThrownBy(() -> new Listening(address, false, false)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--tls-certificate").hasMessageContaining("cmc.access.plaintext");
    assertThatCode(() -> new Listening(address, true, false)).doesNotThrowAnyException();
    log.expect("without TLS");
    assertThatCode(() -> new Listening(address, false, true)).doesNotThrowAnyException();
    assertThat(log.lines()).singleElement().asString().contains("whoever sits between can read tokens");
  }

  @ParameterizedTest @ValueSource(strings = {"127.0.0.1", "localhost", "::1"}) void on_this_machine_it_needs_none(String address) {
    var here = new Listening(address, false, false);

    here.warnOfTheOnlyToken();

    assertThat(log.lines()).isEmpty();
  }

  @ParameterizedTest @CsvSource({"spring.grpc.server.address=0.0.0.0,spring.grpc.server.ssl.bundle=cmc", "spring.grpc.server.address=,spring.grpc.server.ssl.bundle=cmc",
      "server.address=0.0.0.0,server.ssl.bundle=cmc", "server.port=8080,server.ssl.bundle=cmc"})
  void the_same_holds_for_the_door_over_http(String open, String encrypted) {
    assertThatThrownBy(() -> started(open)).hasMessageContaining("--tls-certificate");
    assertThatCode(() -> started(open, encrypted)).doesNotThrowAnyException();
  }

  @Test void a_door_over_http_that_is_not_there_listens_nowhere() {
    assertThatCode(() -> started("spring.main.web-application-type=none", "server.address=0.0.0.0")).doesNotThrowAnyException();
  }

  private static Listening started(String... settings) {
    var environment = new MockEnvironment().withProperty("spring.grpc.server.address", "127.0.0.1").withProperty("spring.main.web-application-type", "servlet");
    if (Stream.of(settings).noneMatch(setting -> setting.startsWith("server."))) environment.withProperty("server.address", "127.0.0.1");
    for (var setting : settings) environment.setProperty(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    return AccessWiring.listening(environment, Binder.get(environment).bindOrCreate("cmc", ServiceSettings.class));
  }

  @Test void with_a_certificate_it_is_called_by_whoever_trusts_that_and_warns_of_its_only_token(@TempDir Path folder) throws Exception {
    log.expect("as its only one");
    var own = SelfSigned.in(folder, "service");
    var other = SelfSigned.in(folder, "another");
    try (var service = InProcess.start(folder.resolve("data"), "--spring.grpc.server.address=0.0.0.0", "--spring.grpc.server.ssl.bundle=cmc",
        "--spring.ssl.bundle.pem.cmc.keystore.certificate=file:" + own.certificate(), "--spring.ssl.bundle.pem.cmc.keystore.private-key=file:" + own.key())) {
      var server = "127.0.0.1:" + service.context().getEnvironment().getRequiredProperty("spring.grpc.server.port");

      assertThat(cmc("whoami", "--server", server, "--ca", own.certificate().toString())).isZero();
      assertThat(cmc("whoami", "--server", server, "--ca", other.certificate().toString())).isEqualTo(5);
      assertThat(cmc("whoami", "--server", server)).isEqualTo(5);
    }
    assertThat(log.lines()).singleElement().asString().contains("cmc.access.issuer");
  }

  private static int cmc(String... words) {
    return Cmc.run(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), words);
  }
}
