// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LinkTest {

  private static final StoredEvent FIRST = event("e-1", "net-eu-7", "{\"reason\":\"\u00fcber Nacht\"}");

  /** Computed by another program: {@code sha256(0*32 | 1 | texts and numbers as Link says)}. */
  @Test void the_hash_is_what_anybody_can_compute() {
    assertThat(hex(Link.NONE.next(FIRST))).isEqualTo("9feb4a46282fde9c69f65fa0bc1cc0a02c0129fef09340832b19f45021354c29");
    assertThat(hex(Link.NONE.next(FIRST).next(FIRST))).isEqualTo("5ce9b040532596697096c743811026e1ab78d5b756c9771a87aabe6f76d743ae");
  }

  @Test void a_text_cannot_be_shifted_from_one_field_to_the_next() {
    assertThat(hex(Link.NONE.next(event("ab", "c", "{}")))).isNotEqualTo(hex(Link.NONE.next(event("a", "bc", "{}"))));
  }

  @Test void absent_metadata_is_not_empty_metadata() {
    var empty = new StoredEvent(1, "e", "s", 0, "T", "t", "N", "1", "{}", "");
    var absent = new StoredEvent(1, "e", "s", 0, "T", "t", "N", "1", "{}", null);

    assertThat(hex(Link.NONE.next(empty))).isNotEqualTo(hex(Link.NONE.next(absent)));
  }

  private static StoredEvent event(String id, String stream, String payload) {
    return new StoredEvent(17, id, stream, 3, "Migration", "2026-03-07T12:00:00.000Z", "MigrationHeld", "1", payload, null);
  }

  private static String hex(Link link) {
    return HexFormat.of().formatHex(link.hash());
  }
}
