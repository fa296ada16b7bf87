// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A certificate authority of the test's own, by the JDK's keytool; what it issues are PEM files. */
public record Authority(Path store, Path certificate) {

  private static final String PASSWORD = "for-tests-only";

  public record Issued(Path certificate, Path key) {

    /** Puts another's files in place of these, as whoever renews certificates does. */
    public void become(Issued other) {
      try {
        Files.write(certificate, Files.readAllBytes(other.certificate));
        Files.write(key, Files.readAllBytes(other.key));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public static Authority in(Path folder, String name) {
    var authority = new Authority(folder.resolve(name + ".p12"), folder.resolve(name + ".pem"));
    authority.keytool("-genkeypair", "-alias", "authority", "-keyalg", "EC", "-dname", "CN=Authority " + name, "-ext", "bc:c", "-validity", "900", "-startdate", "-90d");
    authority.keytool("-exportcert", "-rfc", "-alias", "authority", "-file", authority.certificate.toString());
    return authority;
  }

  /** Good for 127.0.0.1 and for a year. */
  public Issued issue(String name) {
    return issue(name, "ip:127.0.0.1", 0, 365);
  }

  /** @param sinceDays how many days ago it began */
  public Issued issue(String name, String subjects, int sinceDays, int validDays) {
    keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=" + subjects, "-signer", "authority",
        "-startdate", "-" + sinceDays + "d", "-validity", "" + validDays);
    try {
      var loaded = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      var chain = Stream.of(loaded.getCertificateChain(name)).map(c -> pem("CERTIFICATE", encoded(c))).collect(Collectors.joining());
      var folder = store.getParent();
      return new Issued(Files.writeString(folder.resolve(name + ".crt"), chain),
          Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", loaded.getKey(name, PASSWORD.toCharArray()).getEncoded())));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encoded(java.security.cert.Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(content) + "\n-----END " + kind + "-----\n";
  }

  private void keytool(String... words) {
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(words));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    try {
      var log = Files.createTempFile("keytool", ".log");
      var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      if (process.onExit().join().exitValue() != 0) throw new IllegalStateException(String.join(" ", words) + ": " + Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
