// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cmc.store.TestStore;
import io.cmc.store.engine.AxonTables;
import io.cmc.store.names.EventJson;
import io.cmc.store.seal.Sealer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SealedEventSourceTest {

  private TestStore store;
  private SealedTail tail;
  private Sealer sealer;
  private SealedEventSource source;

  @BeforeEach void a_store_that_is_being_sealed() {
    store = TestStore.create();
    tail = new SealedTail(store.reader());
    sealer = new Sealer(store.service(), tail::moved);
    source = new SealedEventSource(store.reader(), tail);
    sealer.start();
  }

  @AfterEach void end() {
    sealer.close();
    tail.close();
  }

  @Test void a_stream_gives_every_event_once_in_order_while_many_append() throws Exception {
    var seen = new ArrayList<TrackedEventMessage<?>>();
    try (var writers = Executors.newFixedThreadPool(4); var stream = source.openStream(null)) {
      for (int w = 0; w < 4; w++) {
        var name = "net-" + w;
        writers.submit(() -> LongStream.range(0, 60).forEach(i -> append(name, i)));
      }

      while (seen.size() < 240 && stream.hasNextAvailable(20, TimeUnit.SECONDS)) seen.add(stream.nextAvailable());
    }

    assertThat(seen.stream().map(m -> m.trackingToken().position().orElseThrow()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 240).boxed().toList());
    assertThat(seen.stream().map(m -> m.getIdentifier())).doesNotHaveDuplicates();
  }

  @Test void a_stream_goes_on_after_its_token() throws Exception {
    appendAndAwait(5);

    try (var stream = source.openStream(new GlobalSequenceTrackingToken(3))) {
      assertThat(stream.peek().orElseThrow().trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(4));
      assertThat(stream.nextAvailable().getMetaData()).containsEntry("actor", "operator-1");
      assertThat(stream.nextAvailable().trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(5));
      assertThat(stream.hasNextAvailable()).isFalse();
    }
  }

  @Test void another_process_finds_out_by_asking() throws Exception {
    appendAndAwait(1);

    try (var elsewhere = new SealedTail(store.reader())) {
      elsewhere.start();
      assertThat(elsewhere.awaitBeyond(0, 20, TimeUnit.SECONDS)).isTrue();
      append("net-0", 1);
      assertThat(elsewhere.awaitBeyond(1, 20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test void a_walk_ends_where_the_database_has_lost_what_it_gave() throws Exception {
    appendAndAwait(5);
    try (var elsewhere = new SealedTail(store.reader()); var stream = new SealedEventSource(store.reader(), elsewhere).openStream(new GlobalSequenceTrackingToken(2))) {
      elsewhere.start();
      for (int i = 3; i <= 5; i++) assertThat(stream.nextAvailable().trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(i));

      lose(4);

      await().untilAsserted(() -> assertThatThrownBy(stream::hasNextAvailable).hasMessageContaining("event 5 is not sealed as it was read"));
      assertThat(elsewhere.last()).as("where it ends now").isEqualTo(4);
    }
  }

  @Test void a_walk_ends_where_something_else_is_sealed_in_the_place_of_what_it_gave() throws Exception {
    appendAndAwait(5);
    try (var stream = source.openStream(new GlobalSequenceTrackingToken(3))) {
      stream.nextAvailable();
      stream.nextAvailable();
      assertThat(stream.hasNextAvailable()).isFalse();

      lose(4);
      for (int i = 5; i < 7; i++) append("net-0", i);

      await().untilAsserted(() -> assertThatThrownBy(stream::peek).hasMessageContaining("event 5 is not sealed as it was read"));
    }
  }

  private void lose(long after) {
    store.tamper("delete from domain_event_entry where global_index in (select global_index from event_seal where position > %1$d); delete from event_seal where position > %1$d"
        .formatted(after));
  }

  @Test void tokens_name_the_ends_and_moments_between() throws Exception {
    appendAndAwait(3);

    assertThat(source.createTailToken()).isEqualTo(new GlobalSequenceTrackingToken(0));
    assertThat(source.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(3));
    assertThat(source.createTokenAt(Instant.EPOCH)).isEqualTo(new GlobalSequenceTrackingToken(0));
    assertThat(source.createTokenAt(Instant.parse("2999-01-01T00:00:00Z"))).isEqualTo(new GlobalSequenceTrackingToken(3));
    assertThat(source.createTokenSince(Duration.ofDays(1))).isEqualTo(new GlobalSequenceTrackingToken(0));
  }

  @Test void a_processor_of_axon_handles_old_and_new_events() throws Exception {
    appendAndAwait(3);
    var handled = new CountDownLatch(6);
    var processor = processor(handled);

    processor.start();
    for (int i = 3; i < 6; i++) append("net-0", i);

    assertThat(handled.await(20, TimeUnit.SECONDS)).as("handled all six").isTrue();
    processor.shutDown();
  }

  private PooledStreamingEventProcessor processor(CountDownLatch handled) {
    var threads = Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().factory());
    return PooledStreamingEventProcessor.builder()
        .name("test").messageSource(source).tokenStore(tokens()).transactionManager(NoTransactionManager.INSTANCE)
        .coordinatorExecutor(threads).workerExecutor(threads).initialSegmentCount(1)
        .eventHandlerInvoker(SimpleEventHandlerInvoker.builder().eventHandlers(new Object() {
          @org.axonframework.eventhandling.EventHandler void on(io.cmc.event.Event event) {
            handled.countDown();
          }
        }).build())
        .build();
  }

  private TokenStore tokens() {
    return JdbcTokenStore.builder().connectionProvider(store.service()::getConnection).serializer(EventJson.generalSerializer())
        .schema(AxonTables.tokens()).build();
  }

  private void appendAndAwait(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) append("net-0", i);
    assertThat(tail.awaitBeyond(count - 1, 20, TimeUnit.SECONDS)).isTrue();
  }

  private void append(String stream, long sequence) {
    store.engine().appendEvents(TestStore.held(stream, sequence));
    sealer.wake();
  }
}
