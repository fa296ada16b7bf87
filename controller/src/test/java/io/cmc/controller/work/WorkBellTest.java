// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.mock;

import io.cmc.controller.work.Lease.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Who writes work has every other instance told of it, once it is committed. */
class WorkBellTest {

  private static final Lane LANE = new Lane("wide", "net-eu-7", 5);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration NEVER = Duration.ofMillis(300);

  private final Wake one = new Wake();
  private final Wake other = new Wake();
  private TestDatabase database;
  private WorkBell bellOfOne;
  private WorkBell bellOfOther;

  @BeforeEach void two_that_listen() throws Exception {
    database = TestDatabase.create();
    bellOfOne = new WorkBell(database.jdbc().getDataSource(), one, new Presence("one"));
    bellOfOther = new WorkBell(database.jdbc().getDataSource(), other, new Presence("other"));
    bellOfOne.start();
    bellOfOther.start();
    for (var wake : new Wake[] {one, other}) {
      await().until(() -> {
        database.db().sql("select pg_notify('cmc_work', '')").query().singleRow();
        return wake.await(NEVER);
      });
    }
    while (one.await(NEVER) || other.await(NEVER)) continue;
  }

  @AfterEach void close() {
    bellOfOne.stop();
    bellOfOther.stop();
  }

  @Test void others_are_told_when_it_is_committed_and_not_before() throws Exception {
    database.transaction().executeWithoutResult(status -> {
      write();
      one.ring();
    });

    assertThat(other.await(SOON)).isTrue();
    assertThat(one.await(SOON)).isTrue();
    assertThat(one.await(NEVER)).as("told by itself once more").isFalse();
  }

  @Test void what_is_undone_is_told_to_nobody() throws Exception {
    database.transaction().executeWithoutResult(status -> {
      write();
      one.ring();
      status.setRollbackOnly();
    });

    assertThat(other.await(NEVER)).isFalse();
    assertThat(one.await(NEVER)).isFalse();
  }

  @Test void a_transaction_that_writes_work_tells_nothing_itself() throws Exception {
    write();

    assertThat(other.await(NEVER)).isFalse();
  }

  @Test void what_an_earlier_version_writes_is_told_within_its_transaction() throws Exception {
    database.db().sql("insert into durable_work (kind, migration, node, lane, payload) values ('FAN_OUT', 'net-eu-7', '', 'wide', 'piece')").update();

    assertThat(other.await(SOON)).isTrue();
    assertThat(one.await(SOON)).isTrue();
  }

  @Test void a_ring_that_failed_is_rung_again() throws Exception {
    var wake = new Wake();
    var failures = new AtomicInteger(1);
    var bell = bell(wake, () -> failures.getAndDecrement() > 0);
    bell.start();

    wake.ring();

    assertThat(other.await(SOON)).isTrue();
    assertThat(failures).hasValueLessThan(0);
    bell.stop();
  }

  @Test void who_stops_tells_what_is_not_told_yet() throws Exception {
    var wake = new Wake();
    var stopping = new AtomicBoolean();
    var bell = bell(wake, () -> !stopping.get() || Thread.currentThread().getName().equals("work-ring"));
    bell.start();
    wake.ring();
    assertThat(other.await(NEVER)).isFalse();

    stopping.set(true);
    bell.stop();

    assertThat(other.await(SOON)).isTrue();
  }

  @Test void it_is_stopped_after_those_who_do_the_work() {
    assertThat(bellOfOne.getPhase()).isLessThan(mock(WorkLoop.class, CALLS_REAL_METHODS).getPhase());
  }

  /** @param fails whether a connection to ring by is refused */
  private WorkBell bell(Wake wake, BooleanSupplier fails) {
    return new WorkBell(new DelegatingDataSource(database.jdbc().getDataSource()) {
      @Override public Connection getConnection() throws SQLException {
        if (!Thread.currentThread().getName().equals("work-bell") && fails.getAsBoolean()) throw new SQLException("no connection just now");
        return super.getConnection();
      }
    }, wake, new Presence("three"));
  }

  @Test void who_listens_is_there_for_the_others_and_who_stops_or_loses_its_session_is_not() {
    assertThat(others("one")).isTrue();
    assertThat(others("other")).isTrue();

    bellOfOther.stop();
    assertThat(others("one")).as("alone").isFalse();
    assertThat(others("other")).as("who is not seen itself cannot tell").isTrue();

    bellOfOther.start();
    await().until(() -> others("one"));
    await().until(() -> database.present().size() == 2);
    var lost = database.present();
    lost.forEach(pid -> database.db().sql("select pg_terminate_backend(?)").param(pid).query().singleRow());
    await().atMost(SOON).until(() -> others("one") && others("other") && database.present().size() == 2
        && Collections.disjoint(lost, database.present()));
  }

  @Test void a_connection_that_goes_back_to_its_pool_is_nobody() throws Exception {
    bellOfOther.stop();
    bellOfOne.stop();
    try (var kept = database.jdbc().getDataSource().getConnection()) {
      var bell = new WorkBell(new SingleConnectionDataSource(kept, true), new Wake(), new Presence("three"));
      bell.start();
      await().until(() -> database.present().size() == 1);

      bell.stop();

      assertThat(database.present()).isEmpty();
    }
  }

  private boolean others(String owner) {
    return database.table().others(owner).present();
  }

  private void write() {
    database.table().add(Kind.FAN_OUT, "net-eu-7", "", LANE, "piece");
  }
}
