// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.cmc.controller.secrecy.Pems;
import io.cmc.controller.secrecy.TlsMaterial;
import io.cmc.controller.secrecy.UnfitPem;
import io.grpc.ManagedChannel;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channel of a line. When its PEM files say something else there is a new one: the connections of the old one end with their last
 * calls, and new ones show, and trust, what the files say. A channel of its own, and not new keys under the old one, because TLS would
 * resume the old session with the old certificate. Files that cannot be used are told once, and the old channel goes on.
 */
final class Renewal {

  private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
  private static final Executor LATER = CompletableFuture.delayedExecutor(30, TimeUnit.SECONDS);

  /** Opens a channel with what was read; empty: a plain one. */
  interface Opening extends Function<Optional<TlsMaterial>, ManagedChannel> {}

  private record Current(String digest, ManagedChannel channel, Optional<Instant> ends) {}

  private final String address;
  private final Optional<? extends Pems> files;
  private final Opening opening;
  private final Set<ManagedChannel> all = ConcurrentHashMap.newKeySet();
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile Current current;
  private volatile String refused = "";

  /** @throws UnfitPem when there is nothing to begin with */
  Renewal(String address, Optional<? extends Pems> files, Opening opening) {
    this.address = address;
    this.files = files;
    this.opening = opening;
    this.current = opened(files.map(Pems::digest).orElse(""));
  }

  ManagedChannel channel() {
    return current.channel();
  }

  /** When our own certificate ends, if we show one. */
  Optional<Instant> ends() {
    return current.ends();
  }

  Set<ManagedChannel> all() {
    return Set.copyOf(all);
  }

  /** Looks at the files; who is late while another renews goes on with the channel that there is. */
  void look() {
    if (files.isEmpty()) return;
    var digest = files.get().digest();
    if (isKnown(digest) || !renewing.tryLock()) return;
    try {
      if (!isKnown(digest)) renew(digest);
    } finally {
      renewing.unlock();
    }
  }

  private boolean isKnown(String digest) {
    return digest.equals(current.digest()) || digest.equals(refused);
  }

  private void renew(String digest) {
    try {
      var old = current;
      current = opened(digest);
      LOG.info("The TLS files for {} have changed; new connections use them.", address);
      leave(old.channel());
    } catch (UnfitPem e) {
      refused = digest;
      LOG.warn("The changed TLS files for {} cannot be used, and those of before stay in use: {}", address, e.getMessage());
    }
  }

  private Current opened(String digest) {
    Optional<TlsMaterial> material = files.map(Pems::read);
    var channel = opening.apply(material);
    all.add(channel);
    return new Current(digest, channel, material.flatMap(TlsMaterial::ends));
  }

  /** A call that was just about to use it still may; then nobody can. */
  private void leave(ManagedChannel old) {
    old.enterIdle();
    LATER.execute(() -> {
      old.shutdown();
      all.remove(old);
    });
  }
}
