// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.activity.Samples;
import io.cmc.controller.participant.Outlook.Seen;
import io.cmc.controller.participant.Outlook.SeenLine;
import io.cmc.controller.participant.Position.*;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Verification;
import io.cmc.proof.ResourceLimits;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutlookTest {

  private static final SeenLine NONE = SeenLine.NONE;
  private static final SeenLine ON = new SeenLine(true, false, true);
  private static final SeenLine ON_WAITING = new SeenLine(true, true, true);
  private static final SeenLine AWAY = new SeenLine(true, false, false);
  private static final SeenLine AWAY_WAITING = new SeenLine(true, true, false);
  private static final ResourceLimits CLOSED = limits(0, 0);
  private static final ResourceLimits SMALL = limits(4, 4);
  private static final ResourceLimits OPEN = new ResourceLimits(Optional.of(200), Optional.empty(), 0.5);

  static Stream<Arguments> asLeft() {
    return Stream.of(
        Arguments.of(Enrolled.class, ON, NONE, OPEN), Arguments.of(Enrolled.class, AWAY, NONE, limits(0, 5)), Arguments.of(Enrolled.class, ON_WAITING, NONE, OPEN),
        Arguments.of(Saved.class, ON, NONE, OPEN), Arguments.of(Saved.class, ON, NONE, CLOSED),
        Arguments.of(Quiesced.class, ON, NONE, CLOSED), Arguments.of(Drained.class, ON_WAITING, NONE, CLOSED),
        Arguments.of(Counted.class, ON, NONE, CLOSED),
        Arguments.of(Disconnected.class, AWAY_WAITING, NONE, CLOSED), Arguments.of(BackedUp.class, AWAY_WAITING, NONE, CLOSED),
        Arguments.of(Moved.class, NONE, AWAY_WAITING, CLOSED), Arguments.of(Reconnected.class, NONE, ON_WAITING, CLOSED),
        Arguments.of(Compared.class, NONE, ON_WAITING, CLOSED), Arguments.of(Eased.class, NONE, ON_WAITING, SMALL),
        Arguments.of(Verified.class, NONE, ON_WAITING, limits(1, 4)), Arguments.of(Reopened.class, NONE, ON_WAITING, OPEN),
        Arguments.of(Home.class, NONE, ON, OPEN), Arguments.of(Home.class, NONE, AWAY, OPEN),
        Arguments.of(Recovered.class, ON, NONE, CLOSED), Arguments.of(Away.class, AWAY_WAITING, NONE, CLOSED), Arguments.of(Rejoined.class, ON, NONE, OPEN), Arguments.of(Returned.class, ON, NONE, OPEN));
  }

  @ParameterizedTest @MethodSource("asLeft")
  void a_participant_that_is_as_it_was_left_does_not_differ(Class<? extends Position> position, SeenLine source, SeenLine target, ResourceLimits limits) {
    assertThat(compare(position, ClosingStrategy.PARTICIPANT_LIMITS, new Seen(source, target, Optional.of(limits), Optional.empty()))).isEmpty();
  }

  static Stream<Arguments> changed() {
    return Stream.of(
        Arguments.of(Enrolled.class, ON, NONE, CLOSED, "limits above 0, or none", "limits 0 and 0"),
        Arguments.of(Enrolled.class, AWAY_WAITING, NONE, OPEN, "source connected, or connecting by itself", "source not connected, connecting only when told to"),
        Arguments.of(Enrolled.class, NONE, AWAY_WAITING, OPEN, "source connected, or connecting by itself", "source not among its domains"),
        Arguments.of(Quiesced.class, ON, NONE, OPEN, "limits 0 and 0", "limits 200 and none"),
        Arguments.of(Quiesced.class, ON, NONE, limits(0, 1), "limits 0 and 0", "limits 0 and 1"),
        Arguments.of(Counted.class, AWAY, NONE, CLOSED, "source connected", "source not connected"),
        Arguments.of(Saved.class, ON, AWAY, OPEN, "target not among its domains", "target not connected"),
        Arguments.of(Disconnected.class, ON_WAITING, NONE, CLOSED, "source not connected", "source connected"),
        Arguments.of(BackedUp.class, AWAY, NONE, CLOSED, "connecting only when told to", "connecting by itself"),
        Arguments.of(BackedUp.class, NONE, AWAY_WAITING, CLOSED, "source not connected", "source not among its domains"),
        Arguments.of(Moved.class, NONE, ON_WAITING, CLOSED, "target not connected", "target connected"),
        Arguments.of(Moved.class, AWAY_WAITING, NONE, CLOSED, "source not among its domains", "source not connected"),
        Arguments.of(Reconnected.class, NONE, AWAY_WAITING, CLOSED, "target connected", "target not connected"),
        Arguments.of(Compared.class, NONE, ON_WAITING, SMALL, "limits 0 and 0", "limits 4 and 4"),
        Arguments.of(Verified.class, NONE, ON_WAITING, OPEN, "limits of at most 4 and 4", "limits 200 and none"),
        Arguments.of(Eased.class, NONE, ON, SMALL, "connecting only when told to", "connecting by itself"),
        Arguments.of(Home.class, ON, ON, OPEN, "source not among its domains", "source connected"),
        Arguments.of(Returned.class, NONE, ON, OPEN, "source among its domains", "source not among its domains"));
  }

  @ParameterizedTest @MethodSource("changed")
  void what_differs_is_said_as_it_was_recorded_and_as_it_was_found(Class<? extends Position> position, SeenLine source, SeenLine target,
      ResourceLimits limits, String recorded, String found) {
    assertThat(compare(position, ClosingStrategy.PARTICIPANT_LIMITS, new Seen(source, target, Optional.of(limits), Optional.empty())))
        .hasValueSatisfying(d -> {
          assertThat(d.recorded()).contains(recorded);
          assertThat(d.found()).contains(found);
        });
  }

  @Test void a_connection_that_is_not_there_and_nothing_else_may_only_be_lost() {
    var limits = ClosingStrategy.PARTICIPANT_LIMITS;
    assertThat(compare(Quiesced.class, limits, new Seen(AWAY, NONE, Optional.of(CLOSED), Optional.empty()))).hasValueSatisfying(d -> assertThat(d.lost()).isTrue());
    assertThat(compare(Verified.class, limits, new Seen(NONE, AWAY_WAITING, Optional.of(SMALL), Optional.empty()))).hasValueSatisfying(d -> assertThat(d.lost()).isTrue());
    for (var more : new Seen[] {new Seen(AWAY, NONE, Optional.of(OPEN), Optional.empty()), new Seen(NONE, NONE, Optional.of(CLOSED), Optional.empty()),
        new Seen(AWAY, AWAY, Optional.of(CLOSED), Optional.empty())}) {
      assertThat(compare(Quiesced.class, limits, more)).as("%s", more).hasValueSatisfying(d -> assertThat(d.lost()).isFalse());
    }
    for (var more : new Seen[] {new Seen(NONE, AWAY, Optional.of(SMALL), Optional.empty()), new Seen(ON, AWAY_WAITING, Optional.of(SMALL), Optional.empty())}) {
      assertThat(compare(Verified.class, limits, more)).as("%s", more).hasValueSatisfying(d -> assertThat(d.lost()).isFalse());
    }
    assertThat(compare(Disconnected.class, limits, new Seen(ON_WAITING, NONE, Optional.of(CLOSED), Optional.empty()))).as("made by somebody")
        .hasValueSatisfying(d -> assertThat(d.lost()).isFalse());
  }

  @Test void every_position_has_a_row_and_those_of_a_stopped_node_say_nothing() {
    for (var position : Samples.kinds(Position.class)) {
      for (var closing : ClosingStrategy.values()) {
        var silent = position == Stopped.class || position == Restored.class || position == Started.class;
        assertThat(Outlook.of(position, closing).saysAnything()).as("%s", position).isEqualTo(!silent);
      }
    }
  }

  @Test void where_limits_close_nothing_they_say_nothing() {
    for (var closing : new ClosingStrategy[] {ClosingStrategy.DOMAIN_RATE, ClosingStrategy.OUTSIDE}) {
      assertThat(compare(Quiesced.class, closing, new Seen(ON, NONE, Optional.of(OPEN), Optional.empty()))).isEmpty();
      assertThat(compare(Verified.class, closing, new Seen(NONE, ON_WAITING, Optional.of(OPEN), Optional.empty()))).isEmpty();
    }
  }

  @Test void where_the_rate_closes_a_participant_on_the_source_sees_it_at_0() {
    assertThat(compare(Counted.class, ClosingStrategy.DOMAIN_RATE, new Seen(ON, NONE, Optional.empty(), Optional.of(0)))).isEmpty();
    assertThat(compare(Counted.class, ClosingStrategy.DOMAIN_RATE, new Seen(ON, NONE, Optional.empty(), Optional.of(100))))
        .hasValueSatisfying(d -> assertThat(d.found()).isEqualTo("the source's rate 100"));
    assertThat(compare(Saved.class, ClosingStrategy.DOMAIN_RATE, new Seen(ON, NONE, Optional.empty(), Optional.of(100)))).isEmpty();
  }

  private static Optional<Outlook.Difference> compare(Class<? extends Position> position, ClosingStrategy closing, Seen seen) {
    return Outlook.of(position, closing).compare(seen, Verification.DEFAULT);
  }

  private static ResourceLimits limits(int dirty, int rate) {
    return new ResourceLimits(Optional.of(dirty), Optional.of(rate), 0.5);
  }
}
