// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.store.TestStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LookingTest {

  private static final int LOOKS = 20;
  private static final int EVENTS = 20 * LOOKS;

  private final TestStore store = TestStore.fresh();

  @Test void no_look_and_no_batch_reads_all_events_or_all_seals() throws SQLException {
    try (var session = SealerSession.tryOpen(store.service()).orElseThrow()) {
      var sealing = session.sealing();
      for (int from = 0; from < EVENTS; from += EVENTS / LOOKS) {
        store.engine().appendEvents(LongStream.range(from, from + EVENTS / LOOKS).mapToObj(n -> TestStore.held("net-eu-7", n)).toList());
        sealing.pass();
      }
    }

    assertThat(readWithoutAnIndex("event_seal")).isLessThan(EVENTS);
    assertThat(readWithoutAnIndex("domain_event_entry")).isLessThan(EVENTS);
  }

  /** A session tells what it did at its end. */
  private long readWithoutAnIndex(String table) {
    var counted = await().atMost(Duration.ofSeconds(20)).until(() -> JdbcClient.create(store.owner()).sql("select * from pg_stat_user_tables where relname = ?").param(table).query().singleRow(),
        row -> (Long) row.get("n_tup_ins") == EVENTS);
    return (Long) counted.get("seq_tup_read");
  }
}
