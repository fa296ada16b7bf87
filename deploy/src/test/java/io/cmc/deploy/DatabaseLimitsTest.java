// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseLimitsTest {

  @ParameterizedTest @ValueSource(ints = {15, 60, 600}) void each_limit_is_shorter_than_the_one_that_it_is_to_come_before(int answer) {
    var limits = new DatabaseLimits(Duration.ofSeconds(answer));

    assertThat(DatabaseLimits.LOCK).isLessThan(DatabaseLimits.IDLE_IN_TRANSACTION);
    assertThat(DatabaseLimits.IDLE_IN_TRANSACTION).isLessThan(limits.statement());
    assertThat(limits.statement()).isLessThan(limits.answer());
  }

  @Test void the_server_is_told_what_concerns_it_and_the_driver_the_rest() {
    var pool = new HikariConfig();

    new DatabaseLimits(Duration.ofSeconds(15)).limit(pool);

    assertThat(pool.getConnectionInitSql()).isEqualTo("set idle_in_transaction_session_timeout = '10000ms'; set tcp_user_timeout = '15000ms'; "
        + "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3; "
        + "set lock_timeout = '8000ms'; set statement_timeout = '12000ms'; set max_parallel_workers_per_gather = 0; set jit = off");
    assertThat(pool.getDataSourceProperties()).containsEntry("socketTimeout", "15").containsEntry("connectTimeout", "5").containsEntry("loginTimeout", "5");
  }

  @ParameterizedTest @ValueSource(strings = {"PT14.9S", "PT10M0.1S", "PT0S", "PT-15S"}) void an_answer_that_is_out_of_range_is_refused_in_words(String answer) {
    assertThatThrownBy(() -> new ServiceSettings.Database("", "", "", "cmc_service", "", 40, Duration.parse(answer)))
        .hasMessageContaining("expected 15s to 10m as cmc.database.answer").hasMessageContaining(Duration.parse(answer).toString());
  }
}
