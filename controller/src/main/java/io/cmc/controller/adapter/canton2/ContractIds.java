// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Contract ids, sorted and each once. An id is kept as the bytes its hex digits stand for, about 92 bytes of heap for one of Canton's
 * 69-byte ids; while a party is listed it is held twice where another party has it too. Ten million contracts take about a gigabyte.
 */
final class ContractIds {

  static final ContractIds NONE = new ContractIds(new byte[0][]);

  private final byte[][] ids;

  private ContractIds(byte[][] sorted) {
    this.ids = sorted;
  }

  long count() {
    return ids.length;
  }

  /** SHA-256, in hex, over the ids in lower-case hex, sorted, with a line feed between two. */
  String digest() {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < ids.length; i++) {
        if (i > 0) sha.update((byte) '\n');
        sha.update(HexFormat.of().formatHex(ids[i]).getBytes(StandardCharsets.US_ASCII));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  ContractIds with(ContractIds others) {
    var merged = new byte[ids.length + others.ids.length][];
    int a = 0;
    int b = 0;
    int n = 0;
    while (a < ids.length || b < others.ids.length) {
      var order = a == ids.length ? 1 : b == others.ids.length ? -1 : Arrays.compareUnsigned(ids[a], others.ids[b]);
      merged[n++] = order <= 0 ? ids[a] : others.ids[b];
      if (order <= 0) a++;
      if (order >= 0) b++;
    }
    return new ContractIds(Arrays.copyOf(merged, n));
  }

  /** Takes ids as they come, in any order. */
  static final class Collector {

    private final List<byte[]> taken = new ArrayList<>();

    /** @throws IllegalArgumentException when it is not a contract id */
    void add(String id) {
      if (id.isEmpty()) throw new IllegalArgumentException("a contract without an id");
      taken.add(HexFormat.of().parseHex(id));
    }

    ContractIds sorted() {
      var all = taken.toArray(byte[][]::new);
      Arrays.sort(all, Arrays::compareUnsigned);
      int n = 0;
      for (var id : all) {
        if (n == 0 || !Arrays.equals(all[n - 1], id)) all[n++] = id;
      }
      return new ContractIds(n == all.length ? all : Arrays.copyOf(all, n));
    }
  }
}
