// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.secrecy;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Java takes a certificate that is trusted by itself even when it has expired; this does not. */
final class DatedTrust extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager java;

  DatedTrust(X509ExtendedTrustManager java) {
    this.java = java;
  }

  @Override public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
    java.checkServerTrusted(chain, kind, engine);
    chain[0].checkValidity();
  }

  @Override public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
    java.checkServerTrusted(chain, kind, socket);
    chain[0].checkValidity();
  }

  @Override public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    java.checkServerTrusted(chain, kind);
    chain[0].checkValidity();
  }

  @Override public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
    java.checkClientTrusted(chain, kind, engine);
  }

  @Override public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
    java.checkClientTrusted(chain, kind, socket);
  }

  @Override public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    java.checkClientTrusted(chain, kind);
  }

  @Override public X509Certificate[] getAcceptedIssuers() {
    return java.getAcceptedIssuers();
  }
}
