// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import io.cmc.id.NodeName;
import io.cmc.journey.Phase;
import io.cmc.journey.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a migration's process wants done because of an event: durable, in the event's own transaction. */
public sealed interface Reaction {

  /** Each of these participants shall go through a stage. */
  record SendThrough(Stage stage, int round, boolean binding, List<NodeName> participants) implements Reaction {}

  /** All participants shall be looked at again. */
  record LookAtAll(Stage stage, int round, List<NodeName> participants) implements Reaction {}

  /** All participants shall be compared with what is recorded of them. */
  record Compare(int run, List<NodeName> participants) implements Reaction {}

  /** This participant shall give up what it is doing. */
  record Release(NodeName participant) implements Reaction {}

  /** A check of this participant shall not block any more. */
  record Drop(NodeName participant, String check) implements Reaction {}

  record Remind(Phase phase, Duration after) implements Reaction {}

  record ForgetReminder() implements Reaction {}

  /** @param whole the longest that is waited, wherever the clock stands by then */
  record Soak(Instant until, Duration whole) implements Reaction {

    /** What is left of it: less when the event was late to be handled, never more than the whole because a clock was put back. */
    Duration left(Instant now) {
      var left = Duration.between(now, until);
      return left.isNegative() ? Duration.ZERO : left.compareTo(whole) > 0 ? whole : left;
    }
  }

  /**
   * Something runs out.
   *
   * @param name one of {@link io.cmc.controller.migration.Deadlines}
   * @param whole the longest that is waited, wherever the clock stands by then
   */
  record Alarm(String name, Instant until, Duration whole) implements Reaction {

    /** See {@link Soak#left}. */
    Duration left(Instant now) {
      return new Soak(until, whole).left(now);
    }
  }

  record End() implements Reaction {}
}
