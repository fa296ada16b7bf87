// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Cuts connections to PostgreSQL exactly at the COMMIT of a transaction that appended events: before the server hears of it, or when
 * it has done it and before it can say so.
 */
final class CommitCut implements Supplier<Bend> {

  private final Random random;
  private final AtomicInteger left;
  private final int oneOf;
  private final AtomicInteger before = new AtomicInteger();
  private final AtomicInteger after = new AtomicInteger();

  /** @param most cuts in all; @param oneOf so many commits one is cut */
  CommitCut(Random random, int most, int oneOf) {
    this.random = random;
    this.left = new AtomicInteger(most);
    this.oneOf = oneOf;
  }

  /** From now on none is cut. */
  void end() {
    left.set(0);
  }

  int before() {
    return before.get();
  }

  int after() {
    return after.get();
  }

  @Override public Bend get() {
    return new OnOneConnection();
  }

  private synchronized int choice() {
    return random.nextInt(2 * oneOf);
  }

  private final class OnOneConnection implements Bend {
    private boolean appended;
    private boolean cutTheAnswer;

    @Override public Verdict see(Way way, byte[] bytes) {
      var text = new String(bytes, StandardCharsets.ISO_8859_1);
      return way == Way.TO_SERVER ? asked(text) : answered(text);
    }

    private Verdict asked(String text) {
      if (text.contains("insert into domain_event_entry")) appended = true;
      if (text.contains("ROLLBACK")) appended = false;
      if (!appended || !text.contains("COMMIT")) return Verdict.FORWARD;
      appended = false;
      return commits();
    }

    private Verdict commits() {
      var choice = choice();
      if (choice > 1 || left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) return Verdict.FORWARD;
      cutTheAnswer = choice == 1;
      if (cutTheAnswer) return Verdict.FORWARD;
      before.incrementAndGet();
      return Verdict.CUT;
    }

    private Verdict answered(String text) {
      if (!cutTheAnswer || !text.contains("COMMIT")) return Verdict.FORWARD;
      after.incrementAndGet();
      return Verdict.CUT;
    }
  }
}
