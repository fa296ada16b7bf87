// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.controller.work.Lease.Kind;
import io.cmc.event.JourneyEvent.StageReached;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Stage;
import io.cmc.store.commit.EndOfTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who waits for a place in a lane is let in as soon as one is free, and costs nobody anything until then. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlacesTest {

  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final String M = "net-eu-7";
  private static final Lane NARROW = new Lane("narrow", M, 3);
  private static final int WAITING = 1_000;
  private static final int CLAIMS = 30;

  private TestDatabase database;
  private Wake wake;
  private WorkTable work;

  @BeforeAll void tables() {
    database = TestDatabase.create();
  }

  @BeforeEach void somebody_has_a_place() throws Exception {
    wake = new Wake();
    work = database.emptied().table(wake);
    work.add(Kind.FAN_OUT, M, "", NARROW, "piece");
  }

  @Test void who_is_done_lets_the_next_one_in() throws Exception {
    work.done(List.of(taken().workId()));

    assertThat(wake.await(Duration.ZERO)).isTrue();
  }

  @Test void who_gives_back_what_he_took_lets_the_next_one_in() throws Exception {
    work.giveBack(taken(), "{}", Duration.ofHours(1));

    assertThat(wake.await(Duration.ZERO)).isTrue();
  }

  @Test void who_goes_into_another_lane_lets_the_next_one_in() throws Exception {
    work.giveBackInto(taken(), "{}", new Lane("beside", M, 3));

    assertThat(wake.await(Duration.ZERO)).isTrue();
  }

  @Test void whose_step_has_come_to_its_end_lets_the_next_one_in() throws Exception {
    new StepDesk(work, database.plans(), database.json(), wake)
        .on(new StageReached(new MigrationId(M), new NodeName("alfa"), Stage.CLOSE, 1, false, Instant.EPOCH));

    assertThat(wake.await(Duration.ZERO)).isTrue();
  }

  @Test void a_lease_that_is_lost_is_looked_after() throws Exception {
    taken();

    work.left();

    assertThat(wake.await(Duration.ZERO)).isTrue();
  }

  @Test void what_becomes_due_after_a_claim_is_due_at_once_and_what_waits_for_a_place_is_not() {
    work.claim("one", LEASE, 16);
    work.add(Kind.FAN_OUT, M, "", NARROW, "became due since");
    assertThat(work.nextDue()).contains(Duration.ZERO);

    IntStream.range(0, 3).forEach(i -> work.add(Kind.FAN_OUT, M, "", NARROW, "piece"));
    work.claim("one", LEASE, 16);
    assertThat(work.nextDue()).as("one that waits for a place").isEmpty();
  }

  @Test void a_claim_reads_of_those_who_wait_no_more_than_there_are_places() {
    IntStream.range(0, WAITING).forEach(i -> work.add(Kind.FAN_OUT, M, "", NARROW, "piece"));
    var before = read();
    var session = new SingleConnectionDataSource(url(), "cmc_service", "", false);
    var table = new WorkTable(new NamedParameterJdbcTemplate(session), new TransactionTemplate(new JdbcTransactionManager(session)),
        new Writes(new EndOfTransaction(session, command -> false)), new Wake());

    for (var i = 0; i < CLAIMS; i++) table.claim("one", LEASE, 16).forEach(lease -> table.done(List.of(lease.workId())));
    session.destroy(); // a session tells what it did at its end

    await().atMost(Duration.ofSeconds(20)).until(() -> deleted() >= 3 * CLAIMS);
    assertThat(read() - before).isLessThan(CLAIMS * WAITING / 10);
  }

  private Lease taken() throws InterruptedException {
    var lease = work.claim("one", LEASE, 1).getFirst();
    while (wake.await(Duration.ZERO)) continue;
    return lease;
  }

  private String url() {
    return database.jdbc().execute((java.sql.Connection c) -> c.getMetaData().getURL());
  }

  private long read() {
    return statistic("seq_tup_read + idx_tup_fetch");
  }

  private long deleted() {
    return statistic("n_tup_del");
  }

  private long statistic(String what) {
    return database.db().sql("select " + what + " from pg_stat_user_tables where relname = 'durable_work'").query(Long.class).single();
  }
}
