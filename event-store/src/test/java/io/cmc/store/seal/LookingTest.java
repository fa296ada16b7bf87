// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.store.TestStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LookingTest {

  private static final int LOOKS = 20;
  private static final int EVENTS = 20 * LOOKS;

  private final TestStore store = TestStore.fresh();

  @Test void what_is_sealed_is_not_read_again_at_every_look() throws SQLException {
    try (var connection = store.service().getConnection()) {
      connection.setAutoCommit(false);
      var sealing = new Sealing(connection);
      for (int from = 0; from < EVENTS; from += EVENTS / LOOKS) {
        store.engine().appendEvents(LongStream.range(from, from + EVENTS / LOOKS).mapToObj(n -> TestStore.held("net-eu-7", n)).toList());
        sealing.pass();
      }
    }

    assertThat((Long) counted().get("seq_tup_read")).as("seals that were read without an index").isLessThan(EVENTS);
  }

  /** A session tells what it did at its end. */
  private Map<String, Object> counted() {
    return await().atMost(Duration.ofSeconds(20)).until(() -> JdbcClient.create(store.owner()).sql("select * from pg_stat_user_tables where relname = 'event_seal'").query().singleRow(),
        row -> (Long) row.get("n_tup_ins") == EVENTS);
  }
}
