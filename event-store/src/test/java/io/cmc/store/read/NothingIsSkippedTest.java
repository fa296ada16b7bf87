// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.id.MigrationId;
import io.cmc.store.Seed;
import io.cmc.store.TestStore;
import io.cmc.store.engine.AxonTables;
import io.cmc.store.names.EventJson;
import io.cmc.store.seal.ChainCheck;
import io.cmc.store.seal.Sealer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Every kind of reader follows along while transactions commit in another order than they drew their numbers. */
class NothingIsSkippedTest {

  private static final int ROUNDS = 1_000;

  private TestStore store;
  private SealedTail tail;
  private SealedTail elsewhere;
  private Sealer sealer;
  private final List<Thread> followers = new ArrayList<>();
  private volatile boolean over;

  @BeforeEach void a_store_that_is_being_sealed() {
    store = TestStore.create();
    tail = new SealedTail(store.reader());
    elsewhere = new SealedTail(store.reader());
    elsewhere.start();
    sealer = new Sealer(store.service(), tail::moved);
    sealer.start();
  }

  @AfterEach void end() throws InterruptedException {
    over = true;
    for (var follower : followers) follower.join();
    sealer.close();
    tail.close();
    elsewhere.close();
  }

  @Test void a_thousand_rounds_of_late_commits_skip_nothing_for_any_reader() throws Exception {
    var random = Seed.random("a_thousand_rounds_of_late_commits");
    var reader = connected();
    var polled = follow(seen -> reader.read(seen.size(), 500).forEach(e -> seen.add(e.eventId())));
    var streamed = stream(tail);
    var streamedElsewhere = stream(elsewhere);
    var byMigration = List.of(ofMigration(0), ofMigration(1), ofMigration(2));
    var processed = new CopyOnWriteArrayList<String>();
    var processor = processor(processed);
    var naive = new Naive();

    int committed;
    try (var writers = new LateCommits(store, random)) {
      for (var round = 0; round < ROUNDS; round++) {
        writers.round(round, naive::look);
        sealer.wake();
        if (round % 300 == 250) {
          processor.shutDown();
          processor = processor(processed);
        }
      }
      committed = writers.committed();
    }

    await("all readers").atMost(Duration.ofSeconds(30)).until(() -> Stream.of(polled, streamed, streamedElsewhere, processed)
        .allMatch(seen -> Set.copyOf(seen).size() >= committed) && byMigration.stream().mapToInt(List::size).sum() >= committed);
    processor.shutDown();
    System.out.printf("%d rounds, %d events: a reader by index alone skipped %d, the others 0%n", ROUNDS, committed, committed - naive.seen.size());
    var inOrder = store.reader().read(0, 100_000);
    assertThat(inOrder.stream().map(SealedEvent::position)).containsExactlyElementsOf(LongStream.rangeClosed(1, committed).boxed().toList());
    var ids = inOrder.stream().map(SealedEvent::eventId).toList();
    assertThat(polled).as("by position").isEqualTo(ids);
    assertThat(streamed).as("a stream beside the sealer").isEqualTo(ids);
    assertThat(streamedElsewhere).as("a stream in another process").isEqualTo(ids);
    // what it handled and its token are one transaction in the service, and are not here: so it may handle some again after a stop, and skips none
    assertThat(processed.stream().distinct()).as("a processor that was stopped and started").containsExactlyElementsOf(ids);
    for (var m = 0; m < 3; m++) assertThat(byMigration.get(m)).isEqualTo(idsOf(inOrder, "net-" + m));
    assertThat(new ChainCheck(store.service()).verify()).isEqualTo(new ChainCheck.Verdict(committed, java.util.Optional.empty()));
    assertThat(naive.seen).as("what a reader by index alone sees: were it everything, this test could not fail").hasSizeLessThan(committed);
  }

  private List<String> ofMigration(int number) {
    var reader = connected();
    return follow(seen -> reader.read(new MigrationId("net-" + number), seen.size(), 500).forEach(e -> seen.add(e.eventId())));
  }

  /** On a connection of its own that stays. */
  private SealedEventReader connected() {
    return TestStore.reader(kept());
  }

  private SingleConnectionDataSource kept() {
    try {
      return new SingleConnectionDataSource(store.service().getConnection(), true);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> idsOf(List<SealedEvent> events, String migration) {
    return events.stream().filter(e -> e.payload().migration().value().equals(migration)).map(SealedEvent::eventId).toList();
  }

  /** Remembers the greatest index and asks for what is greater: so skips what commits later. */
  private final class Naive {
    private final List<String> seen = new ArrayList<>();
    private final JdbcClient database = JdbcClient.create(kept());
    private long last;

    void look() {
      database.sql("select global_index, event_identifier from domain_event_entry where global_index > ? order by global_index").param(last)
          .query((row, n) -> {
            last = row.getLong(1);
            return seen.add(row.getString(2));
          }).list();
    }
  }

  private interface Reading {
    void some(List<String> seen) throws Exception;
  }

  private List<String> follow(Reading reading) {
    var seen = new CopyOnWriteArrayList<String>();
    followers.add(Thread.ofPlatform().start(() -> {
      try {
        while (!over) {
          reading.some(seen);
          TimeUnit.MILLISECONDS.sleep(2);
        }
      } catch (Exception e) {
        seen.add("failed: " + e);
      }
    }));
    return seen;
  }

  private List<String> stream(SealedTail along) {
    var stream = new SealedEventSource(connected(), along).openStream(null);
    return follow(seen -> {
      while (stream.hasNextAvailable(50, TimeUnit.MILLISECONDS)) seen.add(stream.nextAvailable().getIdentifier());
    });
  }

  /** As projections are fed. Each has its token in the store, so that the next goes on where the last one ended. */
  private PooledStreamingEventProcessor processor(List<String> handled) {
    var threads = Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().factory());
    var processor = PooledStreamingEventProcessor.builder()
        .name("follower").messageSource(new SealedEventSource(connected(), tail)).transactionManager(NoTransactionManager.INSTANCE)
        .tokenStore(JdbcTokenStore.builder().connectionProvider(kept()::getConnection).serializer(EventJson.generalSerializer())
            .schema(AxonTables.tokens()).build())
        .coordinatorExecutor(threads).workerExecutor(threads).initialSegmentCount(1).initialToken(s -> s.createTailToken())
        .eventHandlerInvoker(SimpleEventHandlerInvoker.builder().eventHandlers(new Object() {
          @EventHandler void on(EventMessage<?> message) {
            handled.add(message.getIdentifier());
          }
        }).build())
        .build();
    processor.start();
    return processor;
  }
}
