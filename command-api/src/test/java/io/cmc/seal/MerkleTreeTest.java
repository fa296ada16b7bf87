// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeTest {

  /** From the reference implementation of RFC 6962. */
  private static final List<String> LEAVES = List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
  private static final List<String> ROOTS = List.of("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test void roots_are_those_of_the_standard() {
    for (int size = 1; size <= LEAVES.size(); size++) {
      assertThat(new MerkleTree(leaves(size)).root()).isEqualTo(ROOTS.get(size - 1));
      assertThat(growing(leaves(size))).isEqualTo(ROOTS.get(size - 1));
    }
  }

  @Test void the_root_of_nothing_is_the_hash_of_nothing() {
    assertThat(new MerkleTree(List.of()).root()).isEqualTo(new GrowingRoot().root())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @ParameterizedTest @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 100})
  void every_path_leads_to_the_root_and_from_no_other_place(int size) {
    var leaves = IntStream.range(0, size).mapToObj(i -> new byte[] {(byte) i}).toList();
    var tree = new MerkleTree(leaves);

    assertThat(growing(leaves)).isEqualTo(tree.root());
    for (int i = 0; i < size; i++) {
      assertThat(MerkleTree.root(leaves.get(i), i, size, tree.path(i))).isEqualTo(tree.root());
      assertThat(MerkleTree.root(new byte[] {-1}, i, size, tree.path(i))).isNotEqualTo(tree.root());
    }
  }

  @Test void a_path_of_another_length_is_refused() {
    var tree = new MerkleTree(leaves(5));

    assertThatThrownBy(() -> MerkleTree.root(leaves(5).getFirst(), 0, 5, tree.path(0).subList(0, 2))).hasMessageContaining("too short");
    assertThatThrownBy(() -> MerkleTree.root(leaves(5).getFirst(), 0, 3, tree.path(0))).hasMessageContaining("too long");
    assertThatThrownBy(() -> MerkleTree.root(leaves(5).getFirst(), 5, 5, tree.path(0))).hasMessageContaining("no place");
  }

  private static List<byte[]> leaves(int size) {
    return LEAVES.subList(0, size).stream().map(HexFormat.of()::parseHex).toList();
  }

  private static String growing(List<byte[]> leaves) {
    var root = new GrowingRoot();
    leaves.forEach(root::add);
    return root.root();
  }
}
