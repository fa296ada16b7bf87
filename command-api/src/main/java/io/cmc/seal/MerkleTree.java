// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The tree of RFC 6962 (certificate transparency) over the hashes of a range of events: a leaf is SHA-256 of a zero byte and the event's
 * hash, a node SHA-256 of a one byte and its two children. Holds the whole tree: for ranges, not for histories.
 */
public final class MerkleTree {

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final List<List<byte[]>> levels = new ArrayList<>();

  /** @param hashes of the events of the range, in order */
  public MerkleTree(List<byte[]> hashes) {
    var level = hashes.stream().map(MerkleTree::leaf).toList();
    levels.add(level);
    while (level.size() > 1) {
      level = above(level);
      levels.add(level);
    }
  }

  // one that is left over goes up as it is; this gives the same tree as cutting at the largest power of two
  private static List<byte[]> above(List<byte[]> level) {
    var above = new ArrayList<byte[]>(level.size() / 2 + 1);
    for (int i = 0; i < level.size(); i += 2) above.add(i + 1 < level.size() ? node(level.get(i), level.get(i + 1)) : level.get(i));
    return above;
  }

  /** Of an empty range: SHA-256 of nothing. In hexadecimal digits. */
  public String root() {
    return levels.getLast().isEmpty() ? Sha256.hex(new byte[0]) : HexFormat.of().formatHex(levels.getLast().getFirst());
  }

  /** What is needed beside one event's hash to get the root: siblings from the leaf upwards, in hexadecimal digits. */
  public List<String> path(int index) {
    var path = new ArrayList<String>();
    for (var level : levels.subList(0, levels.size() - 1)) {
      var sibling = index ^ 1;
      if (sibling < level.size()) path.add(HexFormat.of().formatHex(level.get(sibling)));
      index /= 2;
    }
    return path;
  }

  /**
   * The root that an event's hash and its path lead to.
   *
   * @throws IllegalArgumentException when the path does not belong to such a place in a tree of such a size
   */
  public static String root(byte[] hash, long index, long size, List<String> path) {
    if (index < 0 || index >= size) throw new IllegalArgumentException("no place " + index + " in a tree of " + size);
    var root = leaf(hash);
    var siblings = path.iterator();
    for (long i = index, width = size; width > 1; i /= 2, width = (width + 1) / 2) {
      if ((i ^ 1) >= width) continue;
      if (!siblings.hasNext()) throw new IllegalArgumentException("the path is too short");
      var sibling = HexFormat.of().parseHex(siblings.next());
      root = i % 2 == 0 ? node(root, sibling) : node(sibling, root);
    }
    if (siblings.hasNext()) throw new IllegalArgumentException("the path is too long");
    return HexFormat.of().formatHex(root);
  }

  static byte[] leaf(byte[] hash) {
    var digest = Sha256.digest();
    digest.update(LEAF);
    return digest.digest(hash);
  }

  static byte[] node(byte[] left, byte[] right) {
    var digest = Sha256.digest();
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }
}
