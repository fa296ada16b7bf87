// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.grpc.Attributes;
import io.grpc.ClientTransportFilter;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** One channel, and who is known to answer on its present connection. */
final class Line {

  private final ManagedChannel channel;
  private final Changes changes;
  private volatile Known known = new Known("", -1);

  Line(ManagedChannel channel, Changes changes) {
    this.channel = channel;
    this.changes = changes;
  }

  ManagedChannel channel() {
    return channel;
  }

  /**
   * Who answers here, asked once per connection: behind an address another node may come up.
   *
   * @param ask makes a call on this line
   */
  String identity(Supplier<String> ask) {
    var current = known;
    return current.at == changes.count.get() ? current.uid : learn(ask);
  }

  private String learn(Supplier<String> ask) {
    var before = changes.count.get();
    var uid = ask.get();
    if (before != changes.count.get()) {
      // the first call opened the connection: the answer counts once it was given on one that stayed
      before = changes.count.get();
      uid = ask.get();
    }
    known = new Known(uid, before);
    return uid;
  }

  /** After a lost connection: tries again now instead of after gRPC's back-off, and gives it a moment to stand. */
  void reconnect(Duration patience) throws InterruptedException {
    if (channel.getState(false) != ConnectivityState.TRANSIENT_FAILURE) return;
    var moved = new CountDownLatch(1);
    channel.notifyWhenStateChanged(ConnectivityState.TRANSIENT_FAILURE, moved::countDown);
    channel.resetConnectBackoff();
    // whether it stands or not, the call that follows says what is the matter
    moved.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  private record Known(String uid, long at) {}

  /** Counts connections that came or went. */
  static final class Changes extends ClientTransportFilter {

    private final AtomicLong count = new AtomicLong();

    @Override public Attributes transportReady(Attributes attributes) {
      count.incrementAndGet();
      return attributes;
    }

    @Override public void transportTerminated(Attributes attributes) {
      count.incrementAndGet();
    }
  }
}
