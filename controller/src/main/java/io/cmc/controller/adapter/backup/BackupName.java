// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** A backup's name, as a folder and as a database can carry it. Two names never become one. */
record BackupName(String value) {

  /** Every copy is called so, so that no database of anybody else is ever taken for one. */
  static final String COPY_PREFIX = "cmc_backup_";
  private static final int LONGEST_IDENTIFIER = 63;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@][A-Za-z0-9_@.-]{0,179}");

  /** The name itself where a folder can be called so; otherwise what is left of it, with its hash. */
  String folder() {
    var plain = PLAIN.matcher(value).matches() && !value.contains(DumpFolder.PARTIAL);
    return plain ? value : cut(value.replaceAll("[^A-Za-z0-9_@-]", "_"), 160) + "-" + hash();
  }

  /** At most 63 bytes, as an identifier may have; the hash tells long names with one beginning apart. */
  String database() {
    var safe = value.replaceAll("[^A-Za-z0-9_@.-]", "_");
    var whole = COPY_PREFIX + safe;
    return !value.isEmpty() && safe.equals(value) && whole.length() <= LONGEST_IDENTIFIER
        ? whole
        : cut(whole, LONGEST_IDENTIFIER - 17) + "-" + hash();
  }

  /** What the sessions of an attempt are called, so that those of an earlier one can be ended. */
  String session() {
    return "cmc-backup-" + hash();
  }

  /** What the sessions of restoring it are called. */
  String restoreSession() {
    return "cmc-restore-" + hash();
  }

  /** How the names of databases begin that shall take the original's place. */
  String attempts() {
    return "cmc_restore_" + hash() + "_";
  }

  /** How the names of databases begin into which it is restored for proof. */
  String scratches() {
    return "cmc_scratch_" + hash() + "_";
  }

  /** The original, after another took its place and until it is dropped. */
  String replaced() {
    return "cmc_replaced_" + hash();
  }

  private String hash() {
    return HexFormat.of().formatHex(FolderDigest.newSha256().digest(value.getBytes(UTF_8)), 0, 8);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
