// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinkTest {

  private static final StoredEvent FIRST = event("e-1", "net-eu-7", "{\"reason\":\"\u00fcber Nacht\"}");

  /** Computed by another program: {@code sha256(0*32 | 1 | texts and numbers as SealedFact says)}. */
  @Test void the_hash_is_what_anybody_can_compute() {
    assertThat(hex(Link.NONE.next(FIRST, "net-eu-7", 1))).isEqualTo("01dbb37b70fa47df21ca6a5c8624583e42fd899d3b57fe3372571d92e3858419");
    assertThat(hex(Link.NONE.next(FIRST, "net-eu-7", 1).next(FIRST, "net-eu-7", 2))).isEqualTo("0869f36223506fbae52a3d1f3a7392881b578a14ac6b70020e200849574a1206");
  }

  @Test void a_text_cannot_be_shifted_from_one_field_to_the_next() {
    assertThat(hex(Link.NONE.next(event("ab", "c", "{}"), "m", 1))).isNotEqualTo(hex(Link.NONE.next(event("a", "bc", "{}"), "m", 1)));
  }

  @Test void absent_metadata_is_not_empty_metadata() {
    var empty = new StoredEvent(1, "e", "s", 0, "T", "t", "N", "1", "{}", "");
    var absent = new StoredEvent(1, "e", "s", 0, "T", "t", "N", "1", "{}", null);

    assertThat(hex(Link.NONE.next(empty, "m", 1))).isNotEqualTo(hex(Link.NONE.next(absent, "m", 1)));
  }

  @Test void migration_number_and_type_are_under_the_hash_too() {
    var other = new StoredEvent(17, "e-1", "net-eu-7", 3, "Participant", FIRST.at(), FIRST.name(), "1", FIRST.payload(), null);

    assertThat(Stream.of(Link.NONE.next(FIRST, "net-eu-7", 1), Link.NONE.next(FIRST, "net-eu-8", 1), Link.NONE.next(FIRST, "net-eu-7", 2),
        Link.NONE.next(other, "net-eu-7", 1)).map(LinkTest::hex)).doesNotHaveDuplicates();
  }

  private static StoredEvent event(String id, String stream, String payload) {
    return new StoredEvent(17, id, stream, 3, "Migration", "2026-03-07T12:00:00.000Z", "MigrationHeld", "1", payload, null);
  }

  private static String hex(Link link) {
    return HexFormat.of().formatHex(link.hash());
  }
}
