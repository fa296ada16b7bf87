// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.secrecy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Certificates and keys in PEM files. What a parser says of them is not passed on, as it may repeat what it read. */
final class Pem {

  private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private Pem() {}

  /** At least one. */
  static List<X509Certificate> certificates(String file) {
    return certificates(content(file), file);
  }

  /** At least one. @param place where they were, for people */
  static List<X509Certificate> certificates(String text, String place) {
    return certificates(text.getBytes(StandardCharsets.UTF_8), place);
  }

  private static List<X509Certificate> certificates(byte[] content, String place) {
    try {
      var all = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content));
      if (!all.isEmpty()) return all.stream().map(X509Certificate.class::cast).toList();
    } catch (CertificateException e) {
      // said below
    }
    throw new UnfitPem("no certificate (PEM) in " + place);
  }

  static PrivateKey privateKey(String file) {
    var key = KEY.matcher(new String(content(file), StandardCharsets.US_ASCII));
    if (key.find()) {
      for (var algorithm : List.of("EC", "RSA", "EdDSA")) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
          // perhaps of another kind
        }
      }
    }
    throw new UnfitPem("no private key (PKCS#8, PEM, without a passphrase) in " + file);
  }

  static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
    try {
      var signer = Signature.getInstance(SIGNATURES.getOrDefault(key.getAlgorithm(), key.getAlgorithm()));
      var sample = new byte[32];
      signer.initSign(key);
      signer.update(sample);
      var signed = signer.sign();
      signer.initVerify(certificate.getPublicKey());
      signer.update(sample);
      return signer.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] content(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new UnfitPem("PEM files that cannot be read: " + file + " (" + e.getClass().getSimpleName() + ")");
    }
  }
}
