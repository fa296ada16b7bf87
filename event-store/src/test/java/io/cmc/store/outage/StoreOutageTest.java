// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cmc.store.TestStore;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class StoreOutageTest {

  @ParameterizedTest @ValueSource(strings = {"08006", "08001", "53100", "53300", "57P01", "57P03", "58030", "57014", "55P03", "25P03"})
  void a_database_that_is_away_or_full_is_an_outage_wherever_it_stands_in_the_chain(String state) {
    var failure = new IllegalStateException("outside", new RuntimeException(new SQLException("inside", state)));

    assertThat(StoreOutage.seenIn(failure)).isTrue();
  }

  @ParameterizedTest @ValueSource(strings = {"23505", "42501", "40001", "25P02"})
  void a_conflict_or_a_mistake_is_none(String state) {
    assertThat(StoreOutage.seenIn(new RuntimeException(new SQLException("x", state)))).isFalse();
  }

  @Test void a_pool_that_gets_no_connection_is_one() {
    assertThat(StoreOutage.seenIn(new SQLTransientConnectionException("no connection within 5 s"))).isTrue();
    assertThat(StoreOutage.seenIn(new IllegalStateException("rollback failed", new SQLException("Connection is closed")))).isTrue();
    assertThat(StoreOutage.seenIn(new RuntimeException("nothing of the kind"))).isFalse();
  }

  @Test void sessions_that_are_ended_by_a_server_and_ports_without_one_are() throws SQLException {
    var store = TestStore.create();
    try (var connection = store.service().getConnection(); var statement = connection.createStatement()) {
      var pid = statement.executeQuery("select pg_backend_pid()");
      pid.next();
      JdbcClient.create(store.owner()).sql("select pg_terminate_backend(?)").param(pid.getInt(1)).query(Boolean.class).single();

      assertThat(StoreOutage.seenIn(catchThrowable(() -> statement.executeQuery("select 1")))).isTrue();
    }
    var nobody = new PGSimpleDataSource();
    nobody.setUrl("jdbc:postgresql://localhost:1/none");
    assertThat(StoreOutage.seenIn(catchThrowable(nobody::getConnection))).isTrue();
  }
}
