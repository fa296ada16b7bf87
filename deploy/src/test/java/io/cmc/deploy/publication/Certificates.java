// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.publication;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A certificate authority of the test's own and a broker's certificate, made by the JDK's keytool. */
public record Certificates(Path authority, Path keystore) {

  public static final String PASSWORD = "of-the-keystore";

  public static Certificates make(Path folder, String name) throws IOException {
    var made = new Certificates(folder.resolve(name + ".pem"), folder.resolve(name + ".p12"));
    made.keytool("-genkeypair", "-alias", "authority", "-keyalg", "EC", "-dname", "CN=Authority " + name, "-ext", "bc:c", "-validity", "30");
    made.keytool("-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=broker", "-ext", "san=ip:127.0.0.1,dns:localhost", "-signer", "authority",
        "-validity", "30");
    made.keytool("-exportcert", "-rfc", "-alias", "authority", "-file", made.authority.toString());
    made.keytool("-delete", "-alias", "authority"); // its key is nobody else's
    return made;
  }

  private void keytool(String... words) throws IOException {
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(words));
    command.addAll(List.of("-keystore", keystore.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    var log = Files.createTempFile("keytool", ".log");
    var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.onExit().join().exitValue() != 0) throw new IllegalStateException(String.join(" ", words) + ": " + Files.readString(log));
  }
}
