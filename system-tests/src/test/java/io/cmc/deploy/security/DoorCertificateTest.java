// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.deploy.system.Authority;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The certificate of the running service is replaced by a good one, by a bad one, and by a good one again. */
class DoorCertificateTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @RegisterExtension final QuietLog log = QuietLog.except("replaced certificate cannot be used");
  @TempDir private Path folder;

  @Test void both_doors_show_what_the_files_hold_now_and_a_bad_file_is_told_once_and_changes_nothing() throws Exception {
    var bank = Authority.in(folder, "bank");
    var door = bank.issue("first");
    var second = bank.issue("second");
    var third = bank.issue("third");
    var http = InProcess.freePort();
    try (var service = InProcess.start(folder.resolve("data"), "--spring.grpc.server.ssl.bundle=cmc", "--server.ssl.bundle=cmc",
        "--spring.main.web-application-type=servlet", "--server.address=127.0.0.1", "--server.port=" + http, "--spring.grpc.server.inprocess.name=door",
        "--spring.ssl.bundle.pem.cmc.keystore.certificate=file:" + door.certificate(), "--spring.ssl.bundle.pem.cmc.keystore.private-key=file:" + door.key())) {
      var grpc = service.context().getEnvironment().getRequiredProperty("spring.grpc.server.port", Integer.class);
      assertThat(shown(grpc, bank)).isEqualTo("CN=first");
      assertThat(shown(http, bank)).isEqualTo("CN=first");

      door.become(second);
      await("the doors show it").atMost(SOON).untilAsserted(() -> {
        assertThat(shown(grpc, bank)).isEqualTo("CN=second");
        assertThat(shown(http, bank)).isEqualTo("CN=second");
      });

      Files.write(door.certificate(), Files.readAllBytes(third.certificate()));
      await("it is told").atMost(SOON).until(() -> log.lines().stream().anyMatch(line -> line.contains("is not that of the certificate")));
      assertThat(shown(grpc, bank)).isEqualTo("CN=second");
      assertThat(shown(http, bank)).isEqualTo("CN=second");

      Files.write(door.key(), Files.readAllBytes(third.key()));
      await("the doors show it").atMost(SOON).untilAsserted(() -> {
        assertThat(shown(grpc, bank)).isEqualTo("CN=third");
        assertThat(shown(http, bank)).isEqualTo("CN=third");
      });
    }
    assertThat(log.lines()).filteredOn(line -> line.contains("cannot be used")).hasSizeBetween(1, 2);
  }

  private static String shown(int port, Authority authority) throws IOException, GeneralSecurityException {
    try (var socket = (SSLSocket) trusting(authority).createSocket("127.0.0.1", port)) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSubjectX500Principal().getName();
    }
  }

  private static SSLSocketFactory trusting(Authority authority) throws IOException, GeneralSecurityException {
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(KeyStore.getInstance(authority.store().toFile(), "for-tests-only".toCharArray()));
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
