// SPDX-License-Identifier: Apache-2.0
package io.cmc.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * TLS and login by SCRAM-SHA-512 or PLAIN at a broker's door, and rights behind it: nobody may do anything but the one who gives rights.
 *
 * @param keystore PKCS#12 with the broker's key and certificates
 * @param password of the keystore
 * @param users all of them, by name with their passwords
 * @param ruler the user who may do everything
 */
public record Guard(Path keystore, String password, Map<String, String> users, String ruler) {

  static final String MECHANISM = "SCRAM-SHA-512";

  /** Of the broker. @param inside where the broker speaks to itself, without a door */
  Map<String, String> settings(int port, int inside) {
    var settings = new TreeMap<String, String>();
    settings.put("listeners", "SASL_SSL://127.0.0.1:" + port + ",INSIDE://127.0.0.1:" + inside);
    settings.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "INSIDE");
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.location", keystore.toString());
    settings.put("ssl.keystore.password", password);
    settings.put("ssl.key.password", password);
    settings.put("sasl.enabled.mechanisms", MECHANISM + ",PLAIN");
    settings.put("listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    settings.put("listener.name.sasl_ssl.plain.sasl.jaas.config", plain());
    settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:" + ruler + ";User:ANONYMOUS"); // whoever speaks inside has no name
    return settings;
  }

  private String plain() {
    var module = new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required");
    users.forEach((name, secret) -> module.append(" user_%s=\"%s\"".formatted(name, secret)));
    return module.append(';').toString();
  }

  /** As they are written into the broker's folder when it is made. */
  List<String> credentials() {
    return users.entrySet().stream().map(u -> MECHANISM + "=[name=" + u.getKey() + ",password=" + u.getValue() + "]").toList();
  }
}
