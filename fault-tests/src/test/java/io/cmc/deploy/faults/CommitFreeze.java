// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Freezes the proxy exactly when a transaction that appended events is to be committed: the server has its rows and never hears more. */
final class CommitFreeze implements Supplier<Bend> {

  private final TcpProxy proxy;
  private final String kind;
  private final AtomicInteger left;
  private final CountDownLatch frozen = new CountDownLatch(1);
  private volatile Instant at;

  /** @param kind of an event, or nothing for any; @param after so many commits of such; connections that are there already are not looked at */
  CommitFreeze(TcpProxy proxy, String kind, int after) {
    this.proxy = proxy;
    this.kind = kind;
    this.left = new AtomicInteger(after);
  }

  /** @return when it was frozen */
  Instant await() throws InterruptedException {
    assertThat(frozen.await(60, TimeUnit.SECONDS)).as("a commit").isTrue();
    return at;
  }

  @Override public Bend get() {
    return new OnOneConnection();
  }

  private final class OnOneConnection implements Bend {
    private boolean appended;

    @Override public Verdict see(Way way, byte[] bytes) {
      if (way == Way.TO_CLIENT) return Verdict.FORWARD;
      var text = new String(bytes, StandardCharsets.ISO_8859_1);
      if (text.contains("insert into domain_event_entry") && text.contains(kind)) appended = true;
      if (text.contains("ROLLBACK")) appended = false;
      if (!appended || !text.contains("COMMIT")) return Verdict.FORWARD;
      appended = false;
      return left.getAndDecrement() == 0 ? freeze() : Verdict.FORWARD;
    }

    private Verdict freeze() {
      proxy.freeze();
      at = Instant.now();
      frozen.countDown();
      return Verdict.HOLD;
    }
  }
}
