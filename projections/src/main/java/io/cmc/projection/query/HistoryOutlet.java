// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.HistoryLines;
import io.cmc.seal.HistoryEntry;
import io.cmc.store.history.HistoryJson;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Sends lines as fast as the client takes them; the thread that reads them waits meanwhile. */
final class HistoryOutlet implements Consumer<HistoryEntry> {

  private static final int AT_ONCE = 256 * 1024;
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ServerCallStreamObserver<HistoryLines> call;
  private final HistoryJson json = new HistoryJson();
  private HistoryLines.Builder next = HistoryLines.newBuilder();
  private int characters;

  HistoryOutlet(ServerCallStreamObserver<HistoryLines> call) {
    this.call = call;
  }

  @Override public void accept(HistoryEntry entry) {
    var line = json.line(entry);
    next.addLines(line);
    characters += line.length();
    if (characters >= AT_ONCE) send();
  }

  private void send() {
    awaitReady();
    call.onNext(next.build());
    next = HistoryLines.newBuilder();
    characters = 0;
  }

  // nobody can call back while this thread answers the call, so it looks
  private void awaitReady() {
    for (var left = PATIENCE.dividedBy(LOOK); !call.isReady(); left--) {
      if (call.isCancelled() || Context.current().isCancelled()) throw gone("nobody takes the export any more");
      if (left == 0) throw gone("the client took nothing for " + PATIENCE.toSeconds() + " s");
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private static RuntimeException gone(String because) {
    return Status.CANCELLED.withDescription(because).asRuntimeException();
  }

  void end() {
    if (next.getLinesCount() > 0) send();
    call.onCompleted();
  }
}
