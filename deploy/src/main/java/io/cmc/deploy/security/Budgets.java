// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.cmc.deploy.ServiceSettings.Limits;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How many calls each caller has left. Whoever was silent for a minute has them all; so much is remembered at most, of whomever. */
final class Budgets {

  enum Kind { ORDERS, READS, STRANGERS }

  private record Account(Kind kind, String whose) {}

  private static final Duration FULL_AGAIN = Duration.ofMinutes(1);
  private static final int MOST = 20_000;

  private final Limits limits;
  private final LoadingCache<Account, Bucket> accounts;
  private final Map<String, Integer> streams = new ConcurrentHashMap<>();

  Budgets(Limits limits, TimeMeter clock) {
    this.limits = limits;
    this.accounts = Caffeine.newBuilder().maximumSize(MOST).ticker(clock::currentTimeNanos).expireAfterAccess(FULL_AGAIN)
        .executor(Runnable::run).build(account -> Bucket.builder().withCustomTimePrecision(clock)
            .addLimit(limit -> limit.capacity(aMinute(account.kind())).refillGreedy(aMinute(account.kind()), FULL_AGAIN)).build());
  }

  private long aMinute(Kind kind) {
    return switch (kind) {
      case ORDERS -> limits.orders();
      case READS -> limits.reads();
      case STRANGERS -> limits.strangers();
    };
  }

  /** One call. @return for how long there is none left; empty: it may be made */
  Optional<Duration> spend(Kind kind, String whose) {
    var spent = accounts.get(new Account(kind, whose)).tryConsumeAndReturnRemaining(1);
    return spent.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(spent.getNanosToWaitForRefill()));
  }

  /** Whether it may have one stream more; each that was opened is closed once. */
  boolean open(String whose) {
    var opened = new boolean[1];
    streams.compute(whose, (name, before) -> {
      var open = before == null ? 0 : before;
      opened[0] = open < limits.streams();
      return opened[0] ? Integer.valueOf(open + 1) : before;
    });
    return opened[0];
  }

  void close(String whose) {
    streams.computeIfPresent(whose, (name, open) -> open == 1 ? null : open - 1);
  }

  Limits limits() {
    return limits;
  }

  int remembered() {
    accounts.cleanUp();
    return (int) accounts.estimatedSize() + streams.size();
  }
}
