// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.upcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.id.MigrationId;
import io.cmc.store.TestStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A past that never was: MigrationHeld was once MigrationPaused, and before that it gave its reason as a list of lines. */
class UpcastsTest {

  private static final Upcasts PAST = new Upcasts(List.of(
      Upcast.revision("MigrationPaused", "1", "2", json -> {
        json.put("because", String.join(" ", json.remove("lines").valueStream().map(l -> l.asText()).toList()));
        return json;
      }),
      new Upcast(new StoredKind("MigrationPaused", "2"), new StoredKind("MigrationHeld", "1"), json -> {
        json.set("reason", json.remove("because"));
        return json;
      })));

  private final TestStore store = TestStore.create();

  @Test void an_old_row_is_read_as_the_event_of_today_and_stays_as_it_is() {
    var old = "{\"migration\":\"net-eu-7\",\"lines\":[\"wait for\",\"bank close\"],\"at\":\"2026-03-07T12:00:00Z\"}";
    store.sql().sql("""
        insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type,
        payload_revision, payload, meta_data)
        values ('e-0', 'net-eu-7', 0, 'Migration', '2026-03-07T12:00:00.000Z', 'MigrationPaused', '1', ?, '{}')""").param(old).update();

    var read = store.engine(PAST).readEvents("net-eu-7").asStream().toList();

    assertThat(read).singleElement().satisfies(m -> assertThat(m.getPayload())
        .isEqualTo(new MigrationHeld(new MigrationId("net-eu-7"), "wait for bank close", TestStore.NOON)));
    assertThat(store.sql().sql("select payload from domain_event_entry").query(String.class).single()).isEqualTo(old);
  }

  @Test void it_is_known_what_an_old_kind_becomes() {
    assertThat(PAST.today(new StoredKind("MigrationPaused", "1"))).isEqualTo(new StoredKind("MigrationHeld", "1"));
    assertThat(PAST.today(new StoredKind("MigrationHeld", "1"))).isEqualTo(new StoredKind("MigrationHeld", "1"));
  }

  @Test void no_event_has_a_past_yet() {
    assertThat(Upcasts.standard().today(new StoredKind("MigrationHeld", "1"))).isEqualTo(new StoredKind("MigrationHeld", "1"));
  }
}
