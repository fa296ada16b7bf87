// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.HistoryEvent;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.LimitsLowered;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.MigrationStarted;
import io.cmc.event.OrderEvent;
import io.cmc.event.OrderEvent.OrderRefused;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.plan.ClosingStrategy;
import io.cmc.projection.RandomHistory;
import io.cmc.projection.ReadSide;
import io.cmc.projection.SamplePlan;
import io.cmc.projection.replay.Replay;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.wire.ProtoTime;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeTravelTest {

  private static final Instant AT = Instant.parse("2026-03-07T06:00:00.123456789Z");
  private static final MigrationId NET = new MigrationId("net-1");
  private static final NodeName ALFA = new NodeName("alfa");

  private final ReadSide readSide = ReadSide.create();
  private final Calls calls = new Calls(readSide);

  @AfterEach void close() {
    calls.close();
    readSide.close();
  }

  /** What the live read model said right after an event. */
  private record Seen(String migration, long position, MigrationStatus status) {}

  @Test void the_status_at_any_event_is_what_the_live_read_model_said_then() {
    var random = RandomHistory.random("TimeTravelTest");
    var history = longOne(random, 3, 5);
    readSide.goLive();
    var seen = new ArrayList<Seen>();
    for (int from = 0, to; from < history.size(); from = to) {
      to = Math.min(from + 1 + random.nextInt(120), history.size());
      var last = readSide.append(history.subList(from, to));
      readSide.awaitLive(last);
      for (var name : planned(history.subList(0, to))) seen.add(new Seen(name, last, now(name)));
    }

    assertThat(seen).hasSizeGreaterThan(10).allSatisfy(s -> assertThat(at(s.migration(), s.position())).isEqualTo(s.status()));
    readSide.sql().update("delete from status_version");
    assertThat(seen).as("without any kept row").allSatisfy(s -> assertThat(at(s.migration(), s.position())).isEqualTo(s.status()));
    readSide.bean(Replay.class).rebuild("status", p -> { });
    assertThat(seen).as("after a replay").allSatisfy(s -> assertThat(at(s.migration(), s.position())).isEqualTo(s.status()));
  }

  @Test void at_most_one_block_of_events_is_folded_and_never_more_rows_are_kept_than_there_are_events() {
    var history = longOne(RandomHistory.random("TimeTravelTest.folded"), 2, 8);
    readSide.goLive();
    readSide.awaitLive(readSide.append(history));

    var most = 0;
    for (var name : planned(history)) {
      var last = calls.queries().getStatusAt(asked(name).build()).getLastSequence();
      for (long n = 1; n <= last; n += 41) {
        var answer = calls.queries().getStatusAt(asked(name).setSequence(n).build());
        assertThat(answer.getEvent().getSequence()).isEqualTo(n);
        most = Math.max(most, answer.getFolded());
      }
    }

    assertThat(most).as("events folded at most").isPositive().isLessThanOrEqualTo(500);
    assertThat(readSide.sql().queryForObject("select count(*) from status_version", Long.class)).isPositive().isLessThanOrEqualTo(history.size());
  }

  @Test void readers_of_now_and_of_before_are_served_all_through_a_replay_and_see_nothing_half_built() {
    var history = longOne(RandomHistory.random("TimeTravelTest.readers"), 2, 6);
    readSide.goLive();
    readSide.awaitLive(readSide.append(history));
    var now = now("net-1");
    var then = at("net-1", history.size() / 2);

    var reads = new AtomicInteger();
    var replays = CompletableFuture.runAsync(() -> {
      for (int i = 0; i < 3 || reads.get() <= 10; i++) readSide.bean(Replay.class).rebuild("status", p -> { });
    });
    do {
      assertThat(now("net-1")).isEqualTo(now);
      assertThat(at("net-1", history.size() / 2)).isEqualTo(then);
      reads.incrementAndGet();
    } while (!replays.isDone());
    replays.join();

    assertThat(reads.get()).as("reads meanwhile").isGreaterThan(10);
  }

  @Test void the_status_at_any_time_knows_all_before_the_first_event_of_a_later_time() {
    var random = RandomHistory.random("TimeTravelTest.time");
    var history = longOne(random, 2, 5);
    readSide.goLive();
    readSide.awaitLive(readSide.append(history));

    for (int i = 0; i < 40; i++) {
      var event = history.get(random.nextInt(history.size()));
      var time = event.at().plusNanos(random.nextInt(3) - 1);
      var name = event.migration().value();
      var known = history.stream().filter(e -> e.migration().equals(event.migration())).filter(e -> !(e instanceof OrderEvent))
          .takeWhile(e -> !e.at().isAfter(time)).toList();
      var answer = calls.queries().getStatusAt(asked(name).setTime(ProtoTime.of(time)).build());
      assertThat(answer.hasStatus()).isEqualTo(!known.isEmpty());
      if (!known.isEmpty()) {
        assertThat(answer.getStatus()).isEqualTo(at(name, history.indexOf(known.getLast()) + 1L));
        assertThat(answer.getFolded()).isLessThanOrEqualTo(1_000);
      }
    }
  }

  @Test void a_clock_that_jumped_ahead_hides_what_came_after_it_until_its_time_has_come() {
    given(planned(), new MigrationStarted(NET, SamplePlan.HASH, AT.plus(Duration.ofHours(1))),
        new MigrationHeld(NET, "wait", AT.plus(Duration.ofMinutes(10))), refusal(AT.plus(Duration.ofHours(3))));

    assertThat(state(AT.minusNanos(1))).isEqualTo(MigrationState.MIGRATION_STATE_UNSPECIFIED);
    assertThat(state(AT)).isEqualTo(MigrationState.PLANNED);
    assertThat(state(AT.plus(Duration.ofMinutes(20)))).isEqualTo(MigrationState.PLANNED);
    assertThat(state(AT.plus(Duration.ofHours(2)))).isEqualTo(MigrationState.HELD);
  }

  private MigrationState state(Instant at) {
    return calls.queries().getStatusAt(asked("net-1").setTime(ProtoTime.of(at)).build()).getStatus().getState();
  }

  @Test void the_events_around_a_moment_are_told_with_their_numbers() {
    given(planned(), refusal(AT), new MigrationStarted(NET, SamplePlan.HASH, AT), new LimitsLowered(NET, ALFA, AT), new MigrationHeld(NET, "wait", AT));

    var answer = calls.queries().getStatusAt(asked("net-1").setSequence(3).setAround(1).build());

    assertThat(answer.getAroundList()).extracting(HistoryEvent::getSequence).containsExactly(2L, 3L, 4L);
    assertThat(answer.getAroundList()).extracting(HistoryEvent::getKind).containsExactly("OrderRefused", "MigrationStarted", "LimitsLowered");
    assertThat(answer.getAround(2).getParticipant()).isEqualTo("alfa");
    assertThat(answer.getAround(2).getSummary()).isNotBlank();
    assertThat(answer.getEvent()).isEqualTo(answer.getAround(1));
    assertThat(answer.getLastSequence()).isEqualTo(5);
    assertThat(calls.queries().getStatusAt(asked("net-1").setAround(2).build()).getAroundList()).extracting(HistoryEvent::getSequence)
        .as("without a moment: the last event").containsExactly(3L, 4L, 5L);
  }

  @Test void before_it_was_planned_there_is_no_status() {
    given(refusal(AT), planned());

    var answer = calls.queries().getStatusAt(asked("net-1").setSequence(1).build());

    assertThat(answer.hasStatus()).isFalse();
    assertThat(answer.getEvent().getKind()).isEqualTo("OrderRefused");
  }

  @Test void moments_that_cannot_be_are_refused() {
    given(planned());

    assertThat(refused(asked("net-2"))).extracting(Status::getCode).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refused(asked("net-1").setSequence(2))).extracting(Status::getCode, Status::getDescription)
        .containsExactly(Status.Code.OUT_OF_RANGE, "QUESTION_UNREADABLE: expected a sequence of the migration from 1 to 1, but found 2");
    assertThat(refused(asked("net-1").setPosition(0)).getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
    assertThat(refused(asked("net-1").setAround(101)).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test void after_an_event_that_no_read_model_can_take_there_is_no_status_but_before_it() {
    given(planned(), new LimitsLowered(NET, new NodeName("nobody"), AT), new MigrationHeld(NET, "wait", AT));

    assertThat(calls.queries().getStatusAt(asked("net-1").setSequence(1).build()).getStatus().getState()).isEqualTo(MigrationState.PLANNED);
    assertThat(refused(asked("net-1").setSequence(3))).extracting(Status::getCode, Status::getDescription).containsExactly(
        Status.Code.FAILED_PRECONDITION, "HISTORY_DOES_NOT_FIT: expected events that fit one another, but found #2 (LimitsLowered) does not fit "
            + "what was before it: the plan of net-1 names no participant nobody");
  }

  /** Migrations that were not all given up early: of more than two blocks. */
  private static List<Event> longOne(Random random, int migrations, int participants) {
    while (true) {
      var history = RandomHistory.of(random, migrations, participants);
      if (history.size() > 1_100) return history;
    }
  }

  private Status refused(GetStatusAtRequest.Builder request) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> calls.queries().getStatusAt(request.build())).getStatus();
  }

  private void given(Event... events) {
    readSide.append(List.of(events));
  }

  /** Without what only stands for it in later questions. */
  private MigrationStatus now(String migration) {
    return calls.queries().getStatus(GetStatusRequest.newBuilder().setMigration(migration).build()).toBuilder().clearRevision().build();
  }

  private MigrationStatus at(String migration, long position) {
    return calls.queries().getStatusAt(asked(migration).setPosition(position).build()).getStatus();
  }

  private static GetStatusAtRequest.Builder asked(String migration) {
    return GetStatusAtRequest.newBuilder().setMigration(migration);
  }

  private static Set<String> planned(List<Event> events) {
    var names = new HashSet<String>();
    events.stream().filter(MigrationPlanned.class::isInstance).forEach(e -> names.add(e.migration().value()));
    return names;
  }

  private static Event planned() {
    return new MigrationPlanned(NET, SamplePlan.of(NET, List.of(ALFA), ClosingStrategy.OUTSIDE), SamplePlan.HASH, AT);
  }

  private static Event refusal(Instant at) {
    return new OrderRefused(NET, "", "HoldMigration", Problem.of(ProblemCode.WRONG_PHASE, "a started migration", "a planned one"), at);
  }
}
