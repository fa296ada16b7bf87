// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cmc.postgres.ThrowawayServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions that end at the same time are one for the server, and each for itself for whoever waits for its end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndOfTransactionTest {

  private static final String EVENT = "insert into event (stream, number) select ?, ? where " + Write.WAITS + " on conflict do nothing";
  private static final String NOTE = "insert into note (about) values (?)";
  private static final String PROMISE = "insert into promise (about) values (?)";
  private static final String LOSES_ITS_CONNECTION = "insert into note (about) select ? where pg_terminate_backend(pg_backend_pid())";
  private static final String OTHER_NOTE = "insert into note (about) values ('other ' || ?)";
  private static final Duration LONG = Duration.ofMinutes(5);

  private HikariDataSource database;
  private JdbcClient db;
  private TransactionTemplate transaction;
  private final AtomicLong time = new AtomicLong();
  private EndOfTransaction end;
  private ExecutorService threads;

  @BeforeAll void tables() {
    var config = new HikariConfig();
    config.setJdbcUrl(ThrowawayServer.newDatabase());
    config.setMaximumPoolSize(20);
    database = new HikariDataSource(config);
    db = JdbcClient.create(database);
    db.sql("create table event (stream text, number bigint, primary key (stream, number)); create table note (about text primary key);"
        + "create table promise (about text unique deferrable initially deferred)").update();
  }

  @AfterAll void close() {
    database.close();
  }

  @BeforeEach void nothing_is_written() {
    db.sql("truncate event, note, promise").update();
    transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    end = new EndOfTransaction(database, command -> true, LONG, time::get);
    threads = Executors.newVirtualThreadPerTaskExecutor();
  }

  @AfterEach void all_have_ended() {
    threads.close();
  }

  @Test void what_ends_at_the_same_time_is_one_transaction() throws Exception {
    var all = meanwhile(8, () -> notedStreams(8));

    for (var one : all) one.get();
    assertThat(transactions("stream-%")).as("by transaction").containsExactly(8);
    assertThat(notes()).hasSize(8);
  }

  @Test void who_comes_second_is_told_apart_and_leaves_nothing_behind() throws Exception {
    db.sql(EVENT).params(event("stream-3").values()).update();

    var all = meanwhile(6, () -> notedStreams(6));

    for (int n : List.of(0, 1, 2, 4, 5)) all.get(n).get();
    assertThatThrownBy(all.get(3)::get).hasRootCauseInstanceOf(Second.class);
    assertThat(notes()).containsExactly("stream-0", "stream-1", "stream-2", "stream-4", "stream-5");
    assertThat(transactions("stream-%")).containsExactlyInAnyOrder(1, 5);
  }

  @Test void what_cannot_be_written_undoes_its_own_transaction_and_no_other() throws Exception {
    db.sql(NOTE).param("stream-2").update();

    var all = meanwhile(5, () -> notedStreams(5));

    for (int n : List.of(0, 1, 3, 4)) all.get(n).get();
    assertThatThrownBy(all.get(2)::get).hasCauseInstanceOf(DuplicateKeyException.class);
    assertThat(db.sql("select stream from event where stream like 'stream-%' order by stream").query(String.class).list())
        .containsExactly("stream-0", "stream-1", "stream-3", "stream-4");
  }

  @Test void who_waits_for_somebody_else_keeps_no_other_waiting() throws Exception {
    try (var another = inTheWay("stream-2")) {
      var all = meanwhile(4, () -> notedStreams(4));

      for (int n : List.of(0, 1, 3)) all.get(n).get();
      assertThat(all.get(2).isDone()).isFalse();
      another.rollback();
      all.get(2).get();
    }
    assertThat(notes()).hasSize(4);
  }

  @Test void whose_connection_is_lost_loses_no_other() throws Exception {
    var all = meanwhile(4, () -> {
      var leader = ending("stream-0", NOTE);
      await().until(() -> end.waiting() == 1);
      return List.of(leader, ending("stream-1", NOTE), ending("stream-2", LOSES_ITS_CONNECTION), ending("stream-3", NOTE));
    });

    for (int n : List.of(1, 3)) all.get(n).get();
    for (int n : List.of(0, 2)) assertThatThrownBy(all.get(n)::get).isInstanceOf(ExecutionException.class);
    assertThat(notes()).containsExactly("stream-1", "stream-3");
  }

  @Test void a_server_that_was_silent_for_long_is_not_asked_again_by_each_of_them() throws Exception {
    try (var another = inTheWay("stream-2")) {
      var all = meanwhile(4, () -> notedStreams(4));
      await().until(() -> blocked().size() == 1);

      time.addAndGet(Duration.ofSeconds(3).toNanos());

      for (var one : all) assertThatThrownBy(one::get).isInstanceOf(ExecutionException.class);
      another.rollback();
    }
    assertThat(notes()).isEmpty();
  }

  @Test void where_nobody_knows_how_the_commit_ended_all_are_told_so() throws Exception {
    db.sql(PROMISE).param("stream-1").update();

    var all = meanwhile(3, () -> IntStream.range(0, 3).<Future<?>>mapToObj(n -> ending("stream-" + n, PROMISE)).toList());

    for (var one : all) assertThatThrownBy(one::get).hasCauseInstanceOf(DuplicateKeyException.class);
    assertThat(transactions("stream-%")).isEmpty();
  }

  @Test void the_order_within_a_transaction_is_kept() throws Exception {
    var all = meanwhile(3, () -> List.of(ending("stream-0", NOTE, "delete from note where about = ?", OTHER_NOTE), ending("stream-1", OTHER_NOTE, NOTE),
        ending("stream-2", NOTE, OTHER_NOTE, "delete from note where about = 'other ' || ?")));

    for (var one : all) one.get();
    assertThat(notes()).containsExactlyInAnyOrder("other stream-0", "other stream-1", "stream-1", "stream-2");
  }

  @Test void whoever_did_something_before_ends_by_himself() throws Exception {
    var all = meanwhile(2, () -> List.of(ending("stream-0", NOTE), ending("stream-1", NOTE), ended(() -> {
      db.sql(NOTE).param("before").update();
      appends("stream-2");
    })));

    for (var one : all) one.get();
    assertThat(transactions("stream-%")).containsExactlyInAnyOrder(2, 1);
    assertThat(db.sql("select count(distinct xmin::text) from (select xmin from note where about = 'before' union all select xmin from event where stream = 'stream-2') one")
        .query(Integer.class).single()).isOne();
  }

  @Test void a_look_beside_it_does_not_begin_it() throws Exception {
    var all = meanwhile(2, () -> List.of(ending("stream-0", NOTE), ended(() -> {
      assertThat(end.look(this::notes, () -> List.of("of a transaction that has begun"))).isEmpty();
      appends("stream-1");
    })));

    for (var one : all) one.get();
    assertThat(transactions("stream-%")).containsExactly(2);
  }

  @Test void a_look_within_one_that_has_begun_sees_what_it_has_written() {
    transaction.executeWithoutResult(status -> {
      db.sql(NOTE).param("mine").update();
      assertThat(end.look(() -> List.of("as if it had not begun"), this::notes)).containsExactly("mine");
      status.setRollbackOnly();
    });

    assertThat(notes()).isEmpty();
  }

  @Test void many_at_once_are_each_stored_once() throws Exception {
    var all = notedStreams(400);

    for (var one : all) one.get();
    assertThat(notes()).hasSize(400);
    var sizes = transactions("stream-%");
    System.out.printf("400 in %d transactions%n", sizes.size());
    assertThat(sizes.stream().mapToInt(n -> n).sum()).isEqualTo(400);
    assertThat(sizes.size()).isLessThan(400);
  }

  /**
   * They begin to end while as many as are written side by side wait for somebody else, and so all end at the same time.
   *
   * @param gathered how many of them are to be written with others
   */
  private List<Future<?>> meanwhile(int gathered, Callable<List<Future<?>>> several) throws Exception {
    try (var somebody = inTheWay(IntStream.range(0, CommitGroups.SIDE_BY_SIDE).mapToObj(n -> "in-the-way-" + n).toArray(String[]::new))) {
      for (int n = 0; n < CommitGroups.SIDE_BY_SIDE; n++) {
        ending("in-the-way-" + n);
        var blocked = n + 1;
        await().until(() -> blocked().size() == blocked);
      }
      var all = several.call();
      await().until(() -> end.waiting() == gathered);
      somebody.rollback();
      return all;
    }
  }

  private Connection inTheWay(String... streams) throws SQLException {
    var somebody = database.getConnection();
    somebody.setAutoCommit(false);
    for (var stream : streams) Write.all(somebody, List.of(event(stream)));
    return somebody;
  }

  private List<Future<?>> notedStreams(int several) {
    return IntStream.range(0, several).<Future<?>>mapToObj(n -> ending("stream-" + n, NOTE)).toList();
  }

  private Future<?> ending(String stream, String... rest) {
    return ended(() -> {
      appends(stream);
      for (var sql : rest) end.write(new Write(sql, List.of(stream)));
    });
  }

  private Future<?> ended(Runnable work) {
    return threads.submit(() -> transaction.executeWithoutResult(status -> work.run()));
  }

  private void appends(String stream) {
    end.append(stream, List.of(event(stream)), Second::new);
  }

  private static Write event(String stream) {
    return new Write(EVENT, List.of(stream, 1L, Write.AS_THE_SESSION_DOES));
  }

  /** How many events each transaction has stored. */
  private List<Integer> transactions(String streams) {
    return db.sql("select count(*) from event where stream like ? group by xmin::text").param(streams).query(Integer.class).list();
  }

  private List<String> notes() {
    return db.sql("select about from note order by about").query(String.class).list();
  }

  /** Sessions that wait for somebody else. */
  private List<Integer> blocked() {
    return db.sql("select pid from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0").query(Integer.class).list();
  }

  private static final class Second extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
