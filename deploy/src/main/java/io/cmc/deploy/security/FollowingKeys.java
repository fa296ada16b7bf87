// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import io.cmc.controller.secrecy.TlsMaterial;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** A key manager that was given away once and answers every handshake with the newest certificate. */
final class FollowingKeys extends X509ExtendedKeyManager {

  private volatile X509ExtendedKeyManager newest;

  void follow(TlsMaterial material) {
    newest = Stream.of(material.keyManagers()).map(X509ExtendedKeyManager.class::cast).findFirst().orElseThrow();
  }

  KeyManagerFactory factory() {
    return new KeyManagerFactory(new OnlyThis(this), Security.getProviders()[0], "following") { };
  }

  /** Callers are known by their tokens; the JVM's own authorities stand here because something must. */
  TrustManagerFactory nobodyAsked() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return factory;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java trusts somebody", e);
    }
  }

  private static final class OnlyThis extends KeyManagerFactorySpi {

    private final KeyManager keys;

    OnlyThis(KeyManager keys) {
      this.keys = keys;
    }

    @Override protected void engineInit(KeyStore store, char[] password) {}

    @Override protected void engineInit(ManagerFactoryParameters parameters) {}

    @Override protected KeyManager[] engineGetKeyManagers() {
      return new KeyManager[] {keys};
    }
  }

  @Override public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
    return newest.chooseEngineServerAlias(type, issuers, engine);
  }

  @Override public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
    return newest.chooseServerAlias(type, issuers, socket);
  }

  @Override public String[] getServerAliases(String type, Principal[] issuers) {
    return newest.getServerAliases(type, issuers);
  }

  @Override public X509Certificate[] getCertificateChain(String alias) {
    return newest.getCertificateChain(alias);
  }

  @Override public PrivateKey getPrivateKey(String alias) {
    return newest.getPrivateKey(alias);
  }

  @Override public String[] getClientAliases(String type, Principal[] issuers) {
    return null;
  }

  @Override public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
    return null;
  }
}
