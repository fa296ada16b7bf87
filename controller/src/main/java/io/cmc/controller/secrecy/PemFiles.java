// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.secrecy;

import io.cmc.plan.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that the TLS of one address names, as they are on the disk now. */
public record PemFiles(Tls tls) implements Pems {

  /** Of a file that cannot be read only that is in it. */
  @Override public String digest() {
    try {
      var all = MessageDigest.getInstance("SHA-256");
      for (var file : names()) all.update(fingerprint(file));
      return HexFormat.of().formatHex(all.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private List<String> names() {
    return Stream.of(tls.trustCollectionFile(), tls.certificateFile(), tls.privateKeyFile()).flatMap(Optional::stream).toList();
  }

  private static byte[] fingerprint(String file) throws NoSuchAlgorithmException {
    try {
      return MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(file)));
    } catch (IOException | InvalidPathException e) {
      return new byte[] {0};
    }
  }

  /** @throws UnfitPem when a file cannot be read, holds something else, or a key belongs to another certificate */
  @Override public TlsMaterial read() {
    var trusted = tls.trustCollectionFile().map(Pem::certificates);
    if (tls.certificateFile().isEmpty()) return new TlsMaterial(trusted, Optional.empty());
    var file = tls.certificateFile().get();
    var keyFile = tls.privateKeyFile().orElseThrow(() -> new UnfitPem("a certificate without a private key: " + file));
    var own = new TlsMaterial.Own(Pem.certificates(file), Pem.privateKey(keyFile));
    if (!Pem.belongTogether(own.key(), own.chain().getFirst())) throw new UnfitPem("the key in " + keyFile + " is not that of the certificate in " + file);
    return new TlsMaterial(trusted, Optional.of(own));
  }
}
