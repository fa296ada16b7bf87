// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.cmc.controller.secrecy.TlsMaterial;
import io.grpc.Attributes;
import io.grpc.ClientTransportFilter;
import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.opentelemetry.context.Context;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** One address, the channel to it, and who was found to answer on which of its connections. */
final class Line {

  /** One object for each connection. */
  static final Attributes.Key<Object> CONNECTION = Attributes.Key.create("connection");

  private static final Known NOBODY = new Known("", new Object());

  private final Renewal renewal;
  private final Marks marks;
  private final AtomicReference<CompletableFuture<Known>> asked = new AtomicReference<>();
  private volatile Known known = NOBODY;
  /** By the clock that only goes on; null as long as nothing was. */
  private volatile Long answered;

  Line(Renewal renewal, Marks marks) {
    this.renewal = renewal;
    this.marks = marks;
  }

  /** The one of now; another one once the PEM files were changed and looked at. */
  ManagedChannel channel() {
    return renewal.channel();
  }

  Renewal renewal() {
    return renewal;
  }

  /** When the certificate ends that the other side showed last; empty when it showed none yet. */
  Optional<Instant> theirsEnds() {
    return marks.ends;
  }

  Known known() {
    return known;
  }

  /** As the node tells it, whom those who want to know at the same time ask once; what keeps it from telling is told to all of them. */
  Known known(Supplier<Known> question) throws InterruptedException {
    var mine = new CompletableFuture<Known>();
    var theirs = asked.compareAndExchange(null, mine);
    if (theirs == null) begin(() -> ask(question, mine), mine);
    try {
      return (theirs == null ? mine : theirs).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) throw thrown;
      throw new IllegalStateException(e.getCause());
    }
  }

  /** On a thread of its own: who is told to end while he waits ends for himself only. Where there is none, nobody waits for it. */
  private void begin(Runnable question, CompletableFuture<Known> answer) {
    try {
      Thread.startVirtualThread(Context.current().wrap(question));
    } catch (Throwable e) {
      asked.set(null);
      answer.completeExceptionally(e);
    }
  }

  /** Who comes after the answer asks anew: it may be another connection by then. */
  private void ask(Supplier<Known> question, CompletableFuture<Known> answer) {
    try {
      var found = question.get();
      known = found;
      asked.set(null);
      answer.complete(found);
    } catch (Throwable e) {
      asked.set(null);
      answer.completeExceptionally(e);
    }
  }

  /** Something was answered just now, a part of a long answer too. */
  void answered() {
    answered = System.nanoTime();
  }

  boolean hasAnswered(Duration time) {
    var last = answered;
    return last != null && System.nanoTime() - last <= time.toNanos();
  }

  /** Looks whether the PEM files have changed. After a lost connection: tries again now instead of after gRPC's back-off, and gives it a moment to stand. */
  void reconnect(Duration patience) throws InterruptedException {
    renewal.look();
    var channel = channel();
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
    var channel = channel();
    for (var state = channel.getState(true); state != ConnectivityState.READY; state = channel.getState(true)) {
      var left = end - System.nanoTime();
      var moved = new CountDownLatch(1);
      channel.notifyWhenStateChanged(state, moved::countDown);
      if (left <= 0 || !moved.await(left, TimeUnit.NANOSECONDS)) return false;
    }
    return true;
  }

  record Known(String uid, Object connection) {}

  /** Tells connections apart, and keeps when what was shown on the last one ends. */
  static final class Marks extends ClientTransportFilter {

    private volatile Optional<Instant> ends = Optional.empty();

    @Override public Attributes transportReady(Attributes attributes) {
      ends = Optional.ofNullable(attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION)).flatMap(Marks::ends);
      return attributes.toBuilder().set(CONNECTION, new Object()).build();
    }

    private static Optional<Instant> ends(SSLSession session) {
      try {
        return TlsMaterial.end(Stream.of(session.getPeerCertificates()).map(X509Certificate.class::cast));
      } catch (SSLPeerUnverifiedException e) {
        return Optional.empty();
      }
    }
  }
}
