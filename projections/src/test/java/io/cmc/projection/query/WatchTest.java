// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.event.Event;
import io.cmc.event.MigrationEvent.MigrationCompleted;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.MigrationStarted;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.plan.ClosingStrategy;
import io.cmc.projection.ReadSide;
import io.cmc.projection.SamplePlan;
import io.cmc.projection.replay.Replay;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static final MigrationId M = new MigrationId("net-1");
  private static final Instant AT = Instant.parse("2026-03-07T06:00:00Z");

  private final ReadSide readSide = ReadSide.create();
  private final Calls calls = new Calls(readSide);

  @BeforeEach void plan() {
    readSide.append(List.of(planned(M), planned(new MigrationId("net-2"))));
    readSide.goLive();
    readSide.awaitLive(2);
  }

  @AfterEach void close() {
    calls.close();
    readSide.close();
  }

  /** A watching client that keeps what it gets. */
  private static final class Client implements ClientResponseObserver<GetStatusRequest, MigrationStatus> {
    private final List<MigrationStatus> got = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private ClientCallStreamObserver<GetStatusRequest> call;

    @Override public void beforeStart(ClientCallStreamObserver<GetStatusRequest> call) {
      this.call = call;
    }

    @Override public void onNext(MigrationStatus status) {
      got.add(status);
    }

    @Override public void onError(Throwable t) {
      end.completeExceptionally(t);
    }

    @Override public void onCompleted() {
      end.complete(null);
    }
  }

  private Client watch() {
    var client = new Client();
    calls.watching().watchStatus(GetStatusRequest.newBuilder().setMigration("net-1").build(), client);
    await().atMost(Duration.ofSeconds(20)).until(() -> !client.got.isEmpty());
    return client;
  }

  @Test void a_watcher_gets_the_status_now_and_each_change_and_the_end() {
    var client = watch();

    assertThat(client.got.getFirst().getState()).isEqualTo(MigrationState.PLANNED);

    append(new MigrationStarted(M, SamplePlan.HASH, AT));
    await().atMost(Duration.ofSeconds(20)).until(() -> client.got.getLast().getState() == MigrationState.RUNNING);

    append(new MigrationCompleted(M, AT));
    await().atMost(Duration.ofSeconds(20)).until(client.end::isDone);

    assertThat(client.end).isCompleted();
    assertThat(client.got.getLast().getState()).isEqualTo(MigrationState.COMPLETED);
    assertThat(client.got).extracting(MigrationStatus::getAsOfPosition).isSorted().doesNotHaveDuplicates();
    await().atMost(Duration.ofSeconds(20)).until(() -> readSide.bean(StatusFeed.class).watchedMigrations() == 0);
  }

  @Test void other_migrations_do_not_disturb_a_watcher() {
    var client = watch();

    readSide.awaitLive(readSide.append(List.of(new MigrationStarted(new MigrationId("net-2"), SamplePlan.HASH, AT))));
    append(new MigrationHeld(M, "", AT));
    await().atMost(Duration.ofSeconds(20)).until(() -> client.got.getLast().getState() == MigrationState.HELD);

    assertThat(client.got).hasSize(2);
  }

  @Test void what_another_instance_projected_is_seen_too() {
    var client = watch();
    readSide.stop();

    readSide.append(List.of(new MigrationStarted(M, SamplePlan.HASH, AT)));
    readSide.bean(Replay.class).rebuild("status", p -> { });

    await().atMost(Duration.ofSeconds(20)).until(() -> client.got.getLast().getState() == MigrationState.RUNNING);
  }

  @Test void a_watcher_that_goes_away_is_forgotten() {
    var clients = IntStream.range(0, 5).mapToObj(i -> watch()).toList();

    clients.forEach(c -> c.call.cancel("enough", null));

    await().atMost(Duration.ofSeconds(20)).until(() -> readSide.bean(StatusFeed.class).watchedMigrations() == 0);
  }

  @Test void when_the_service_stops_watchers_are_told_to_come_again() {
    var client = watch();

    readSide.bean(StatusFeed.class).close();

    await().atMost(Duration.ofSeconds(20)).until(client.end::isDone);
    assertThat(client.end).isCompletedExceptionally();
    assertThat(client.end.exceptionNow()).hasMessageContaining("UNAVAILABLE").hasMessageContaining("SERVICE_STOPS");
  }

  private void append(Event event) {
    readSide.append(List.of(event));
  }

  private static Event planned(MigrationId m) {
    return new MigrationPlanned(m, SamplePlan.of(m, List.of(new NodeName("alfa")), ClosingStrategy.OUTSIDE), SamplePlan.HASH, AT);
  }
}
