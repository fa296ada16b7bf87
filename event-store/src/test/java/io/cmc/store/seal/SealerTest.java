// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.store.TestStore;
import io.cmc.store.read.SealedTail;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SealerTest {

  private TestStore store;
  private SealedTail tail;

  @BeforeEach void a_store() {
    store = TestStore.create();
    tail = new SealedTail(store.reader());
  }

  @Test void a_sealer_seals_what_was_appended_without_being_told() throws Exception {
    try (var sealer = new Sealer(store.service(), tail::moved)) {
      sealer.start();

      store.engine().appendEvents(TestStore.held("net-eu-7", 0));

      assertThat(tail.awaitBeyond(0, 10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test void one_of_two_works_and_the_other_takes_over_when_its_session_dies() throws Exception {
    try (var one = new Sealer(store.service(), tail::moved); var two = new Sealer(store.service(), tail::moved)) {
      one.start();
      two.start();
      append(0, one, two);

      assertThat(JdbcClient.create(store.owner())
          .sql("select pg_terminate_backend(pid) from pg_locks join pg_database d on d.oid = database "
              + "where locktype = 'advisory' and datname = current_database()")
          .query(Boolean.class).list()).containsExactly(true);
      append(1, one, two);
    }
    assertThat(new ChainCheck(store.service()).verify().sealed()).isEqualTo(2);
  }

  @Test void another_takes_over_when_one_is_closed() throws Exception {
    try (var two = new Sealer(store.service(), tail::moved)) {
      try (var one = new Sealer(store.service(), tail::moved)) {
        one.start();
        append(0, one);
        two.start();
      }
      append(1, two);
    }
    assertThat(new ChainCheck(store.service()).verify().sealed()).isEqualTo(2);
  }

  @Test void publishing_wakes_the_sealer_once_it_is_committed() throws Exception {
    try (var sleepy = new Sealer(store.service(), tail::moved, Duration.ofHours(1), Duration.ZERO)) {
      sleepy.start();
      append(0, sleepy);
      var message = TestStore.held("net-eu-7", 1);

      var work = DefaultUnitOfWork.startAndGet(message);
      work.onCommit(w -> store.engine().appendEvents(message));
      sleepy.wakeAfterCommit(List.of(message));
      work.commit();

      assertThat(tail.awaitBeyond(1, 20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test void the_first_event_after_a_quiet_time_is_sealed_at_once_and_what_follows_it_closely_is_gathered() throws Exception {
    var gathering = new Sealer(store.service(), tail::moved, Duration.ofMillis(10), Duration.ofHours(1));
    gathering.start();
    append(0, gathering);

    store.engine().appendEvents(TestStore.held("net-eu-7", 1));
    gathering.wake();
    assertThat(tail.awaitBeyond(1, 300, TimeUnit.MILLISECONDS)).as("sealed by itself").isFalse();

    assertThat(CompletableFuture.runAsync(gathering::close)).as("is closed all the same").succeedsWithin(Duration.ofSeconds(20));
  }

  private void append(long sequence, Sealer... sealers) throws InterruptedException {
    store.engine().appendEvents(TestStore.held("net-eu-7", sequence));
    for (var sealer : sealers) sealer.wake();
    assertThat(tail.awaitBeyond(sequence, 20, TimeUnit.SECONDS)).as("sealed up to " + (sequence + 1)).isTrue();
  }
}
