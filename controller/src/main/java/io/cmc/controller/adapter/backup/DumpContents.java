// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import java.util.regex.Pattern;

/**
 * A dump's table of contents, as pg_restore reads it back.
 *
 * @param objects entries of any kind
 * @param tables entries that make a table; its rows are an entry of their own
 */
record DumpContents(int objects, int tables) {

  /** A line is {@code number; class oid KIND schema name owner}; 1259 is the class of relations, and rows have class 0. */
  private static final Pattern TABLE = Pattern.compile("\\d+; 1259 \\d+ TABLE .*");

  static DumpContents of(String list) {
    var entries = list.lines().filter(line -> !line.isBlank() && !line.startsWith(";")).toList();
    return new DumpContents(entries.size(), (int) entries.stream().filter(e -> TABLE.matcher(e).matches()).count());
  }
}
