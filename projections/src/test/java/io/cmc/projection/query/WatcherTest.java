// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.projection.sight.Sight;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatcherTest {

  private final Call call = new Call();
  private final AtomicInteger unsubscribed = new AtomicInteger();
  private final Watcher watcher = new Watcher(call, Sight.EVERYTHING, GetStatusRequest.getDefaultInstance());

  @BeforeEach void subscribe() {
    watcher.subscribed(unsubscribed::incrementAndGet);
  }

  @Test void a_client_that_cannot_take_more_gets_the_newest_status_once_it_can() {
    watcher.changed(status(1, MigrationState.PLANNED));
    call.ready = false;
    watcher.changed(status(2, MigrationState.RUNNING));
    watcher.changed(status(3, MigrationState.HELD));

    assertThat(call.sent).containsExactly(1L);

    call.becomeReady();

    assertThat(call.sent).containsExactly(1L, 3L);
  }

  @Test void a_status_that_is_known_is_not_sent_again_nor_an_older_one() {
    watcher.changed(status(2, MigrationState.RUNNING));
    watcher.changed(status(2, MigrationState.RUNNING));
    watcher.changed(status(1, MigrationState.PLANNED));

    assertThat(call.sent).containsExactly(2L);
  }

  @Test void what_follows_builds_on_what_was_sent_and_not_on_what_was_missed() {
    var changes = new Watcher(call, Sight.EVERYTHING, GetStatusRequest.newBuilder().setKnownRevision("r.0").setOnlyChanges(true).build());
    changes.changed(new Numbered(1));
    call.ready = false;
    changes.changed(new Numbered(2));
    changes.changed(new Numbered(3));
    call.becomeReady();
    changes.changed(new Numbered(4));

    assertThat(call.since).containsExactly("r.0", "r.1", "r.3");
  }

  /** Says upon what it builds. */
  private record Numbered(long asOf) implements StatusAnswer {

    @Override public MigrationStatus whole() {
      return since("");
    }

    @Override public MigrationStatus since(String revision) {
      return MigrationStatus.newBuilder().setAsOfPosition(asOf).setRevision("r." + asOf).setChangedSince(revision).build();
    }
  }

  @Test void the_end_is_told_only_after_the_last_status_was_taken() {
    call.ready = false;
    watcher.changed(status(9, MigrationState.ABORTED));

    assertThat(call.completed).isFalse();

    call.becomeReady();

    assertThat(call.sent).containsExactly(9L);
    assertThat(call.completed).isTrue();
    assertThat(unsubscribed).hasPositiveValue();
  }

  @Test void after_a_cancel_nothing_is_sent() {
    call.cancel();
    watcher.changed(status(1, MigrationState.RUNNING));
    watcher.closed();

    assertThat(call.sent).isEmpty();
    assertThat(call.completed).isFalse();
    assertThat(unsubscribed).hasPositiveValue();
  }

  private static StatusAnswer status(long asOf, MigrationState state) {
    return new StatusAnswer.Veiled(MigrationStatus.newBuilder().setAsOfPosition(asOf).setState(state).build());
  }

  private static final class Call extends ServerCallStreamObserver<MigrationStatus> {
    private final List<Long> sent = new ArrayList<>();
    private final List<String> since = new ArrayList<>();
    private boolean ready = true;
    private boolean completed;
    private Runnable onReady;
    private Runnable onCancel;

    void becomeReady() {
      ready = true;
      onReady.run();
    }

    void cancel() {
      onCancel.run();
    }

    @Override public boolean isReady() {
      return ready;
    }

    @Override public void setOnReadyHandler(Runnable handler) {
      onReady = handler;
    }

    @Override public void setOnCancelHandler(Runnable handler) {
      onCancel = handler;
    }

    @Override public void onNext(MigrationStatus status) {
      sent.add(status.getAsOfPosition());
      since.add(status.getChangedSince());
    }

    @Override public void onError(Throwable t) {
      completed = true;
    }

    @Override public void onCompleted() {
      completed = true;
    }

    @Override public boolean isCancelled() {
      return false;
    }

    @Override public void setCompression(String compression) {}

    @Override public void disableAutoInboundFlowControl() {}

    @Override public void request(int count) {}

    @Override public void setMessageCompression(boolean enable) {}
  }
}
