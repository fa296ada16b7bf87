// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate for 127.0.0.1 that signs itself, made by the JDK's own keytool, as PEM files. */
record SelfSigned(Path certificate, Path key) {

  private static final String PASSWORD = "for-tests-only";

  static SelfSigned in(Path folder, String name) throws Exception {
    var store = folder.resolve(name + ".p12");
    keytool(List.of("-genkeypair", "-keyalg", "EC", "-alias", name, "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1", "-storetype", "PKCS12",
        "-keystore", store.toString(), "-storepass", PASSWORD));
    var loaded = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Key key = loaded.getKey(name, PASSWORD.toCharArray());
    return new SelfSigned(pem(folder.resolve(name + ".crt"), "CERTIFICATE", loaded.getCertificate(name).getEncoded()),
        pem(folder.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded()));
  }

  private static Path pem(Path file, String kind, byte[] content) throws Exception {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(content);
    return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
  }

  private static void keytool(List<String> arguments) throws Exception {
    var command = new java.util.ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
    command.addAll(arguments);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) throw new AssertionError("keytool: " + said);
  }
}
