// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.grpc.Attributes;
import io.grpc.ClientTransportFilter;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One channel, and who was found to answer on which of its connections. */
final class Line {

  /** One object for each connection. */
  static final Attributes.Key<Object> CONNECTION = Attributes.Key.create("connection");

  private static final Known NOBODY = new Known("", new Object());

  private final ManagedChannel channel;
  private volatile Known known = NOBODY;

  Line(ManagedChannel channel) {
    this.channel = channel;
  }

  ManagedChannel channel() {
    return channel;
  }

  Known known() {
    return known;
  }

  void know(String uid, Object connection) {
    known = new Known(uid, connection);
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

  /**
   * Whether a connection stands, after waiting for one at most so long. A call without deadline that is made before waits for one without
   * end, where the other side takes connections and says nothing.
   */
  boolean stands(Duration patience) throws InterruptedException {
    var end = System.nanoTime() + patience.toNanos();
    for (var state = channel.getState(true); state != ConnectivityState.READY; state = channel.getState(true)) {
      var left = end - System.nanoTime();
      var moved = new CountDownLatch(1);
      channel.notifyWhenStateChanged(state, moved::countDown);
      if (left <= 0 || !moved.await(left, TimeUnit.NANOSECONDS)) return false;
    }
    return true;
  }

  record Known(String uid, Object connection) {}

  /** Tells connections apart. */
  static final class Marks extends ClientTransportFilter {

    @Override public Attributes transportReady(Attributes attributes) {
      return attributes.toBuilder().set(CONNECTION, new Object()).build();
    }
  }
}
