// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.store.TestStore;
import io.cmc.store.names.EventNames;
import io.cmc.store.upcast.Upcast;
import io.cmc.store.upcast.Upcasts;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartCheckTest {

  private TestStore store;

  @BeforeEach void a_store_with_known_events() {
    store = TestStore.create();
    store.engine().appendEvents(TestStore.held("net-eu-7", 0), TestStore.held("net-eu-7", 1));
  }

  @Test void a_store_that_can_be_read_is_accepted() {
    assertThatCode(() -> check(Upcasts.standard())).doesNotThrowAnyException();
  }

  @Test void an_empty_store_is_accepted() {
    store = TestStore.create();

    assertThatCode(() -> check(Upcasts.standard())).doesNotThrowAnyException();
  }

  @Test void everything_unknown_is_named() {
    insert("MoonLanded", "1");
    insert("MigrationHeld", "77");
    insert("MigrationHeld", "0");

    assertThatThrownBy(() -> check(Upcasts.standard())).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("MigrationHeld revision 0, MigrationHeld revision 77, MoonLanded revision 1.");
  }

  @Test void an_old_revision_that_can_be_upcast_is_accepted() {
    insert("MigrationHeld", "0");

    assertThatCode(() -> check(new Upcasts(List.of(Upcast.revision("MigrationHeld", "0", "1", json -> json)))))
        .doesNotThrowAnyException();
  }

  private void check(Upcasts upcasts) {
    new StartCheck(store.service(), EventNames.standard(), upcasts).refuseUnreadable();
  }

  private void insert(String name, String revision) {
    store.sql().sql("""
        insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp, payload_type, payload_revision,
        payload, meta_data) values (?, ?, 0, '2026-03-07T12:00:00.000Z', ?, ?, '{}', '{}')""")
        .params(name + revision, name + revision, name, revision).update();
  }
}
