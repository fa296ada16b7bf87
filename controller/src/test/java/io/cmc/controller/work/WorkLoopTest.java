// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.cmc.controller.work.Lease.Kind;
import io.cmc.store.outage.StoreHealth;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    work = database.table();
  }

  @BeforeEach void a_loop() {
    database.emptied();
    wake = new Wake();
    var claims = new Claims("one", work, new Commands(mock(CommandGateway.class)), InstantSource.system(), new StoreHealth(() -> { }, InstantSource.system()));
    loop = new WorkLoop(claims, work, Map.of(Kind.FAN_OUT, lease -> worker.get().work(lease)), wake, Duration.ofSeconds(5));
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
