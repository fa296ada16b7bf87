// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cmc.store.TestStore;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class StoreHealthTest {

  private static final SQLException FULL = new SQLException("could not extend file: No space left on device", "53100");

  private final AtomicReference<Exception> trouble = new AtomicReference<>();
  private final List<Boolean> changes = new CopyOnWriteArrayList<>();
  private final StoreHealth health = new StoreHealth(() -> {
    if (trouble.get() != null) throw trouble.get();
  }, InstantSource.system());

  @AfterEach void close() {
    health.close();
  }

  @Test void an_outage_is_told_once_and_lasts_until_an_event_can_be_written() {
    health.onChange(changes::add);
    trouble.set(FULL);

    assertThat(health.met(new RuntimeException(FULL))).isTrue();
    assertThat(health.met(new RuntimeException(FULL))).isTrue();
    assertThat(health.takesEvents()).isFalse();
    assertThat(changes).containsExactly(false);

    trouble.set(null);
    await().until(health::takesEvents);
    assertThat(changes).containsExactly(false, true);
  }

  @Test void what_is_no_outage_changes_nothing_and_does_not_keep_one_up() {
    assertThat(health.met(new RuntimeException(new SQLException("twice", "23505")))).isFalse();
    assertThat(health.takesEvents()).isTrue();

    trouble.set(new SQLException("permission denied", "42501"));
    health.met(FULL);

    await().until(health::takesEvents);
  }

  @Test void a_trial_writes_what_nobody_sees_and_fails_where_an_event_would() throws SQLException {
    var store = TestStore.create();
    var trial = new EventTrial(store.service());

    trial.write();

    assertThat(events(store)).isZero();
    store.engine().appendEvents(TestStore.held("net-eu-7", 0));
    assertThat(events(store)).isOne();
    JdbcClient.create(store.owner()).sql("""
        create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$;
        create trigger full_disk before insert on domain_event_entry for each row execute function full_disk()""").update();
    try {
      assertThatThrownBy(trial::write).satisfies(e -> assertThat(StoreOutage.isFull(e)).isTrue());
    } finally {
      JdbcClient.create(store.owner()).sql("drop trigger full_disk on domain_event_entry; drop function full_disk").update();
    }
  }

  private static long events(TestStore store) {
    return store.sql().sql("select count(*) from domain_event_entry").query(Long.class).single();
  }
}
