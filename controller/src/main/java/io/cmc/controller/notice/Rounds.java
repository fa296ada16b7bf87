// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.notice;

import io.cmc.controller.notice.Courier.Undelivered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one channel what is due there, one after the other. A channel that takes nothing is left alone for a while, longer each time. */
final class Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final int AT_ONCE = 20;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final Channel channel;
  private final NoticeTable table;
  private final InstantSource clock;
  private int failures;
  private Instant notBefore = Instant.MIN;

  Rounds(Channel channel, NoticeTable table, InstantSource clock) {
    this.channel = channel;
    this.table = table;
    this.clock = clock;
  }

  void go() {
    if (clock.instant().isBefore(notBefore)) return;
    for (var row : table.due(channel.name(), clock.instant(), AT_ONCE)) {
      if (!tell(row)) return;
    }
  }

  /** Noted as told after that: who dies in between tells it twice, with the same id. */
  private boolean tell(NoticeTable.Row row) {
    try {
      channel.courier().carry(row.notice());
    } catch (Undelivered e) {
      failed(row, e.getMessage());
      return false;
    } catch (RuntimeException e) {
      failed(row, e.toString());
      return false;
    }
    table.told(row, clock.instant(), channel.remind());
    if (failures > 0) LOG.info("Notices to {} are taken again.", channel.name());
    failures = 0;
    return true;
  }

  /** The one that failed goes behind those after it: what one of them has in it must not keep the others. */
  private void failed(NoticeTable.Row row, String why) {
    if (failures == 0) LOG.warn("Notices to {} are not taken, and are tried again and again; no migration waits for it: {}", channel.name(), why);
    failures++;
    var now = clock.instant();
    table.failed(row, now.plus(pause(row.attempts() + 1)));
    notBefore = now.plus(pause(failures));
  }

  static Duration pause(int failures) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
