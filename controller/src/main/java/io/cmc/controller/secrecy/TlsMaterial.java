// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.secrecy;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What a handshake needs, as it was read at one moment.
 *
 * @param trusted the accepted authorities; empty: those of the JVM
 */
public record TlsMaterial(Optional<List<X509Certificate>> trusted, Optional<Own> own) {

  /** Our certificate, with those that signed it, and its key. */
  public record Own(List<X509Certificate> chain, PrivateKey key) {

    @Override public String toString() {
      return "Own[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
  }

  /** When the first of our certificates ends. */
  public Optional<Instant> ends() {
    return own.flatMap(o -> end(o.chain().stream()));
  }

  /** When the first of them ends; empty when there are none. */
  public static Optional<Instant> end(Stream<X509Certificate> certificates) {
    return certificates.map(c -> c.getNotAfter().toInstant()).min(Comparator.naturalOrder());
  }

  /** None when the other side is not to learn who we are. */
  public KeyManager[] keyManagers() {
    if (own.isEmpty()) return new KeyManager[0];
    try {
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keyStore(new char[0]), new char[0]);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new UnfitPem("a certificate and key that Java cannot use (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** In memory only, with our certificate and key and nothing else. @param password of the key in it */
  public KeyStore keyStore(char[] password) {
    try {
      var store = empty();
      store.setKeyEntry("own", own.orElseThrow().key(), password, own.get().chain().toArray(X509Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new UnfitPem("a certificate and key that Java cannot use (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** Checks the chain, its dates and, as far as the engine is told to, the host's name. */
  public X509ExtendedTrustManager trustManager() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted.isPresent() ? holding(trusted.get()) : null);
      return new DatedTrust(Stream.of(factory.getTrustManagers()).filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast).findFirst().orElseThrow());
    } catch (GeneralSecurityException | IOException e) {
      throw new UnfitPem("authorities that Java cannot use (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static KeyStore holding(List<X509Certificate> authorities) throws GeneralSecurityException, IOException {
    var store = empty();
    for (var authority : authorities) store.setCertificateEntry("authority-" + store.size(), authority);
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
