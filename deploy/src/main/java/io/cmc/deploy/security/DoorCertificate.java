// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import io.cmc.controller.secrecy.PemFiles;
import io.cmc.controller.secrecy.TlsMaterial;
import io.cmc.controller.secrecy.UnfitPem;
import io.cmc.plan.Tls;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.core.env.Environment;

/**
 * The certificate that the service's doors show. When its files say something else, every new connection is shown that, without a
 * restart; open ones go on. Files that cannot be used are told once, and the certificate of before stays in use.
 */
final class DoorCertificate implements AutoCloseable {

  /** The name under which a door asks for it: {@code spring.grpc.server.ssl.bundle}, {@code server.ssl.bundle}. */
  static final String BUNDLE = "cmc";
  private static final String SETTINGS = "spring.ssl.bundle.pem." + BUNDLE + ".keystore.";
  private static final String FILE = "file:";
  private static final int SECONDS_BETWEEN_LOOKS = 3;
  private static final Logger LOG = LoggerFactory.getLogger(DoorCertificate.class);

  private final PemFiles files;
  private final FollowingKeys keys = new FollowingKeys();
  private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("door-certificate").factory());
  private String seen = "";

  /** @throws UnfitPem when there is nothing to begin with */
  DoorCertificate(PemFiles files) {
    this.files = files;
    this.seen = files.digest();
    keys.follow(files.read());
  }

  /** Of the files that are set; empty where there are none, or something else than files without a passphrase: then it is Spring's. */
  static Optional<DoorCertificate> of(Environment environment) {
    if (!environment.getProperty(SETTINGS + "private-key-password", "").isEmpty()) return Optional.empty();
    var certificate = file(environment, "certificate");
    var key = file(environment, "private-key");
    if (certificate.isEmpty() || key.isEmpty()) return Optional.empty();
    return Optional.of(new DoorCertificate(new PemFiles(new Tls(Optional.empty(), certificate, key))));
  }

  private static Optional<String> file(Environment environment, String name) {
    return Optional.of(environment.getProperty(SETTINGS + name, "")).filter(value -> value.startsWith(FILE))
        .map(value -> Path.of(value.substring(FILE.length())).toString());
  }

  /** What a door is given at first. What gRPC makes of it follows by itself; the door over HTTP takes each new one. */
  SslBundle bundle() {
    return bundle(files.read());
  }

  private SslBundle bundle(TlsMaterial material) {
    var password = UUID.randomUUID().toString();
    KeyStore store = material.keyStore(password.toCharArray());
    return SslBundle.of(SslStoreBundle.of(store, password, null), SslBundleKey.of(password), null, SslBundle.DEFAULT_PROTOCOL,
        SslManagerBundle.of(keys.factory(), keys.nobodyAsked()));
  }

  /** @param changed takes each bundle after the first */
  void watch(Consumer<SslBundle> changed) {
    looks.scheduleWithFixedDelay(() -> look(changed), SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
  }

  private void look(Consumer<SslBundle> changed) {
    var digest = files.digest();
    if (digest.equals(seen)) return;
    seen = digest;
    try {
      var material = files.read();
      var bundle = bundle(material);
      keys.follow(material);
      changed.accept(bundle);
      LOG.info("The service's certificate was replaced; new connections are shown it. It ends at {}.", material.ends().orElseThrow());
    } catch (UnfitPem e) {
      LOG.warn("The service's replaced certificate cannot be used, and that of before stays in use: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("A door did not take the service's replaced certificate", e);
    }
  }

  @Override public void close() {
    looks.shutdownNow();
  }
}
