// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anySet;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;

import io.cmc.controller.work.Lease.Kind;
import io.cmc.store.outage.StoreHealth;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkLoopTest {

  private static final String M = "net-eu-7";
  private static final Lane WIDE = new Lane("wide", M, 50);
  private final AtomicReference<Worker> worker = new AtomicReference<>();
  private TestDatabase database;
  private WorkTable work;
  private Wake wake;
  private WorkLoop loop;

  @BeforeAll void tables() {
    database = TestDatabase.create();
  }

  @BeforeEach void a_loop() {
    database.emptied();
    wake = new Wake();
    work = database.table(wake);
    loop = loop("one", work, wake);
    loop.start();
  }

  @AfterEach void ends() {
    loop.stop();
  }

  @Test void work_is_done_as_soon_as_it_is_committed_and_not_before() throws Exception {
    var done = new CountDownLatch(1);
    var seenInTransaction = new AtomicInteger();
    worker.set(lease -> {
      work.done(List.of(lease.workId()));
      done.countDown();
    });

    database.transaction().executeWithoutResult(status -> {
      work.add(Kind.FAN_OUT, M, "", WIDE, "piece");
      wake.call();
      seenInTransaction.set(1 - (int) done.getCount());
    });

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seenInTransaction).hasValue(0);
  }

  @Test void what_ended_by_a_fault_is_done_again() throws Exception {
    var twice = new CountDownLatch(2);
    worker.set(lease -> {
      twice.countDown();
      if (twice.getCount() > 0) throw new IllegalStateException("a fault, the first time");
      work.done(List.of(lease.workId()));
    });

    add();

    assertThat(twice.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test void pieces_are_done_side_by_side() throws Exception {
    var together = new CountDownLatch(20);
    var all = new ConcurrentHashMap<Long, Boolean>();
    var done = new CountDownLatch(20);
    worker.set(lease -> {
      together.countDown();
      all.put(lease.workId(), await(together));
      work.done(List.of(lease.workId()));
      done.countDown();
    });

    for (int i = 0; i < 20; i++) add();

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(all).hasSize(20).doesNotContainValue(false);
  }

  @Test void what_does_not_end_in_time_is_given_back_for_whoever_comes_next() throws Exception {
    var hasty = new WorkLoop(new Claims("two", work, new Commands(mock(CommandGateway.class)), InstantSource.system(), new StoreHealth(() -> { }, InstantSource.system())),
        work, Map.of(Kind.FAN_OUT, lease -> worker.get().work(lease)), new Wake(), Duration.ofMillis(100));
    loop.stop();
    var begun = new CountDownLatch(1);
    worker.set(lease -> {
      begun.countDown();
      await(new CountDownLatch(1));
      throw new IllegalStateException("interrupted");
    });
    add();
    hasty.start();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    hasty.stop();

    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> work.claim("three", Duration.ofMinutes(1), 9).size() == 1);
  }

  @Test void stopped_it_lets_running_pieces_end_and_begins_nothing_more() throws Exception {
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var ended = new AtomicInteger();
    worker.set(lease -> {
      begun.countDown();
      await(release);
      work.done(List.of(lease.workId()));
      ended.incrementAndGet();
    });
    add();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    var stopping = Thread.ofVirtual().start(loop::stop);
    while (loop.isRunning()) Thread.onSpinWait();
    add();
    release.countDown();
    stopping.join();

    assertThat(ended).hasValue(1);
    assertThat(work.claim("two", Duration.ofMinutes(1), 9)).hasSize(1);
  }

  @Test void what_was_claimed_without_an_answer_is_taken_again_before_its_lease_runs_out() throws Exception {
    loop.stop();
    var table = spy(work);
    var lost = new AtomicInteger();
    doAnswer(claim -> {
      var leases = (List<?>) claim.callRealMethod();
      if (!leases.isEmpty() && lost.getAndAdd(leases.size()) == 0) throw new IllegalStateException("the answer to the commit is lost");
      return leases;
    }).when(table).claim(anyString(), any(), anyInt(), anySet(), anyLong());
    var done = new ConcurrentLinkedQueue<Long>();
    worker.set(lease -> {
      done.add(lease.workId());
      work.done(List.of(lease.workId()));
    });
    add();
    var other = loop("two", table, wake);

    other.start();

    Awaitility.await().atMost(Duration.ofSeconds(7)).until(() -> done.size() == 1);
    assertThat(lost).as("claimed").hasValue(2);
    other.stop();
  }

  @Test void what_is_being_done_is_not_given_back_with_what_was_claimed_without_an_answer() {
    loop.stop();
    for (int i = 0; i < 3; i++) add();
    var known = work.claim("two", Duration.ofMinutes(1), 2).getFirst();

    work.giveBackAllBut("two", Set.of(known.workId()));

    assertThat(database.holds(work.ifHeld(known))).isTrue();
    assertThat(work.claim("three", Duration.ofMinutes(1), 9)).extracting(Lease::workId).doesNotContain(known.workId()).hasSize(2);
  }

  @Test void at_the_stop_one_lease_that_cannot_be_given_back_keeps_no_other() throws Exception {
    loop.stop();
    for (int i = 0; i < 2; i++) add();
    var table = spy(work);
    var claimed = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    doAnswer(claim -> {
      var leases = claim.callRealMethod();
      claimed.countDown();
      await(stopped);
      return leases;
    }).when(table).claim(anyString(), any(), anyInt(), anySet(), anyLong());
    doThrow(new IllegalStateException("one connection is gone")).doCallRealMethod().when(table).giveBack(any(), any(), any());
    var other = loop("two", table, new Wake());
    other.start();
    assertThat(claimed.await(10, TimeUnit.SECONDS)).isTrue();

    var stopping = Thread.ofPlatform().start(other::stop);
    Awaitility.await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING); // for the loop: no piece is begun any more
    stopped.countDown();
    stopping.join();

    assertThat(work.claim("three", Duration.ofMinutes(1), 9)).hasSize(1);
  }

  private WorkLoop loop(String owner, WorkTable table, Wake heard) {
    var claims = new Claims(owner, table, new Commands(mock(CommandGateway.class)), InstantSource.system(), new StoreHealth(() -> { }, InstantSource.system()));
    return new WorkLoop(claims, table, Map.of(Kind.FAN_OUT, lease -> worker.get().work(lease)), heard, Duration.ofSeconds(5));
  }

  private void add() {
    work.add(Kind.FAN_OUT, M, "", WIDE, "piece");
    wake.call();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(15, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
