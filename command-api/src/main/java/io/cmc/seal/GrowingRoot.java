// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/** The root of a {@link MerkleTree} whose leaves come one by one; keeps only the roots of its complete subtrees. */
public final class GrowingRoot {

  private record Subtree(long size, byte[] root) {}

  private final Deque<Subtree> complete = new ArrayDeque<>();

  public void add(byte[] hash) {
    var next = new Subtree(1, MerkleTree.leaf(hash));
    while (!complete.isEmpty() && complete.peek().size() == next.size()) next = joined(complete.pop(), next);
    complete.push(next);
  }

  private static Subtree joined(Subtree left, Subtree right) {
    return new Subtree(left.size() + right.size(), MerkleTree.node(left.root(), right.root()));
  }

  /** In hexadecimal digits. */
  public String root() {
    if (complete.isEmpty()) return Sha256.hex(new byte[0]);
    return HexFormat.of().formatHex(complete.stream().reduce((right, left) -> joined(left, right)).orElseThrow().root());
  }
}
