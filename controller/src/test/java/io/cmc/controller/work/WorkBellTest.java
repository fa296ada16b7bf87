// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.controller.work.Lease.Kind;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    bellOfOne = new WorkBell(database.jdbc().getDataSource(), one);
    bellOfOther = new WorkBell(database.jdbc().getDataSource(), other);
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

  private void write() {
    database.table().add(Kind.FAN_OUT, "net-eu-7", "", LANE, "piece");
  }
}
