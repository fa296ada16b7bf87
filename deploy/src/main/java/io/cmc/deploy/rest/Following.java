// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.rest;

import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.MigrationQueriesGrpc;
import io.cmc.api.v1.MigrationStatus;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.function.ServerResponse.SseBuilder;

/** One who follows. What is sent and what beats comes from different threads, one at a time. */
final class Following implements ClientResponseObserver<GetStatusRequest, MigrationStatus> {

  private final SseBuilder events;
  private final long known;
  private volatile ClientCallStreamObserver<GetStatusRequest> call;
  private volatile Future<?> beating;

  /** @param known position up to which the other side has seen the status; -1 where it needs to be told all that it is told changes of */
  Following(SseBuilder events, long known) {
    this.events = events;
    this.known = known;
  }

  void begin(Channel channel, GetStatusRequest asked, ScheduledExecutorService beats, Duration beat) {
    events.onComplete(this::end).onError(error -> end()).onTimeout(this::end);
    beating = beats.scheduleWithFixedDelay(this::beat, beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
    MigrationQueriesGrpc.newStub(channel).watchStatus(asked, this);
  }

  @Override public void beforeStart(ClientCallStreamObserver<GetStatusRequest> started) {
    call = started;
  }

  @Override public synchronized void onNext(MigrationStatus status) {
    if (status.getAsOfPosition() > known) tell(() -> events.id(String.valueOf(status.getAsOfPosition())).event("status").data(RestDoor.json(status)));
  }

  private synchronized void beat() {
    tell(() -> events.comment("beat").send());
  }

  private interface Telling {
    void run() throws IOException;
  }

  private void tell(Telling telling) {
    try {
      telling.run();
    } catch (IOException gone) {
      end();
    }
  }

  @Override public synchronized void onError(Throwable refused) {
    beating.cancel(false);
    if (Status.fromThrowable(refused).getCode() != Status.Code.CANCELLED) events.error(refused);
  }

  @Override public synchronized void onCompleted() {
    beating.cancel(false);
    events.complete();
  }

  private void end() {
    beating.cancel(false);
    if (call != null) call.cancel("nobody follows any more", null);
  }
}
