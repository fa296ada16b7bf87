// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a node's backup in a migration: readable, the same every time, and never that of another node or of another drain: what
 * was backed up before a further drain is not what is moved after it. At most 63 characters, as a PostgreSQL identifier may have; the
 * digest tells apart what was cut off or differs in upper and lower case only.
 */
final class BackupName {

  private static final int LONGEST_READABLE = 50;

  private BackupName() {}

  static String of(Work<?> work) {
    return of(work.plan().migration(), work.node(), work.pass());
  }

  /** @param pass 0 for the first drain */
  static String of(MigrationId migration, NodeName node, int pass) {
    var suffix = pass == 0 ? "" : "-p" + pass;
    var readable = "cmc-" + migration + "-" + (node.isDomains() ? "source" : node.value());
    return readable.substring(0, Math.min(LONGEST_READABLE - suffix.length(), readable.length())) + "-" + digest(migration + "/" + node) + suffix;
  }

  private static String digest(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
