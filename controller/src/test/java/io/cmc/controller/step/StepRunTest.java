// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.controller.activity.Plans;
import io.cmc.controller.port.Fence;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.process.Answers;
import io.cmc.controller.step.StepRun.Result;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.plan.ClosingStrategy;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of a run, for every outcome of looks and acts; and in which order things are done. */
class StepRunTest {

  private static final Instant NOON = Instant.parse("2026-03-07T12:00:00Z");
  private static final RequestId REQUEST = new RequestId("net-eu-7/alfa#1");
  private static final Problem SEEN = Problem.of(ProblemCode.HALF_MOVED, "a whole move", "half of one");
  private static final Report.Outcome REPORT = new Report.ParticipantDisconnected(REQUEST, NOON);
  private static final Sight DONE = new Sight.Done(REPORT);
  private static final Sight NOT_YET = new Sight.NotYet("still connected");
  private static final Sight WAIT = new Sight.Wait("it is moving", Duration.ofSeconds(7), Notes.NONE.with("a", "b"));
  private static final Sight BLOCKED = new Sight.Blocked(SEEN);
  private static final Sight UNKNOWN = new Sight.Unknown(SEEN, Duration.ofSeconds(9));
  private static final Result REACHED = new Result.Reached(REPORT);
  private static final Result LATER = new Result.Later("it is moving", Duration.ofSeconds(7), Notes.NONE.with("a", "b"), false);
  private static final Result LATER_AFTER_A_CALL = new Result.Later("it is moving", Duration.ofSeconds(7), Notes.NONE.with("a", "b"), true);
  private static final Result PARKS = new Result.Failed(SEEN, false);
  private static final Result OPEN = new Result.Unknown(SEEN, Duration.ofSeconds(9));

  private final List<String> done = new ArrayList<>();

  static Stream<Arguments> firstLooks() {
    return Stream.of(
        Arguments.of(seen(DONE), REACHED),
        Arguments.of(seen(WAIT), LATER),
        Arguments.of(seen(BLOCKED), PARKS),
        Arguments.of(seen(UNKNOWN), OPEN),
        Arguments.of(troubled(Kind.TRANSIENT), new Result.Failed(problem(Kind.TRANSIENT), true)),
        Arguments.of(troubled(Kind.OUTCOME_UNKNOWN), new Result.Failed(problem(Kind.OUTCOME_UNKNOWN), true)),
        Arguments.of(troubled(Kind.PERMANENT), new Result.Failed(problem(Kind.PERMANENT), false)));
  }

  @ParameterizedTest @MethodSource("firstLooks")
  void what_the_first_look_tells_ends_the_run_without_an_act(Supplier<Sight> look, Result expected) {
    var step = new Scripted(true, List.of(look), () -> { });

    assertThat(run(step)).isEqualTo(expected);

    assertThat(done).containsExactly("look");
  }

  static Stream<Arguments> acts() {
    return Stream.of(
        Arguments.of("answered well", act(null), seen(DONE), REACHED),
        Arguments.of("answered well", act(null), seen(WAIT), LATER_AFTER_A_CALL),
        Arguments.of("answered well", act(null), seen(BLOCKED), PARKS),
        Arguments.of("answered well", act(null), seen(UNKNOWN), OPEN),
        Arguments.of("failed, and yet it is done", act(Kind.TRANSIENT), seen(DONE), REACHED),
        Arguments.of("refused, and yet it is done", act(Kind.PERMANENT), seen(DONE), REACHED),
        Arguments.of("reply lost after the effect", act(Kind.OUTCOME_UNKNOWN), seen(DONE), REACHED),
        Arguments.of("failed", act(Kind.TRANSIENT), seen(NOT_YET), new Result.Failed(problem(Kind.TRANSIENT), true)),
        Arguments.of("refused", act(Kind.PERMANENT), seen(NOT_YET), new Result.Failed(problem(Kind.PERMANENT), false)),
        Arguments.of("reply lost before the effect", act(Kind.OUTCOME_UNKNOWN), seen(WAIT), LATER_AFTER_A_CALL),
        Arguments.of("cannot be looked at after it", act(Kind.TRANSIENT), troubled(Kind.PERMANENT),
            new Result.Unknown(problem(Kind.TRANSIENT), Duration.ofSeconds(2))),
        Arguments.of("answered well, cannot be looked at", act(null), troubled(Kind.TRANSIENT),
            new Result.Unknown(problem(Kind.TRANSIENT), Duration.ofSeconds(2))));
  }

  @ParameterizedTest(name = "{0} {2}") @MethodSource("acts")
  void after_an_act_the_next_look_is_the_truth(String what, Runnable act, Supplier<Sight> after, Result expected) {
    var step = new Scripted(true, List.of(seen(NOT_YET), after), act);

    assertThat(run(step)).isEqualTo(expected);

    assertThat(done).containsExactly("look", "intent", "act", "look");
  }

  @Test void an_act_that_was_answered_well_and_did_nothing_is_a_strange_answer_and_tried_again() {
    var step = new Scripted(true, List.of(seen(NOT_YET), seen(NOT_YET)), () -> { });

    assertThat(run(step)).isInstanceOfSatisfying(Result.Failed.class, f -> {
      assertThat(f.problem().code()).isEqualTo(ProblemCode.NODE_STRANGE_ANSWER);
      assertThat(f.again()).isTrue();
    });
  }

  @Test void an_unknown_outcome_is_tried_again_only_where_the_step_may_be_repeated() {
    var repeatable = new Scripted(true, List.of(seen(NOT_YET), seen(NOT_YET)), act(Kind.OUTCOME_UNKNOWN));
    var once = new Scripted(false, List.of(seen(NOT_YET), seen(NOT_YET)), act(Kind.OUTCOME_UNKNOWN));

    assertThat(run(repeatable)).isEqualTo(new Result.Failed(problem(Kind.OUTCOME_UNKNOWN), true));
    assertThat(run(once)).isEqualTo(new Result.Unknown(problem(Kind.OUTCOME_UNKNOWN), Duration.ofSeconds(2)));
  }

  @Test void whoever_is_fenced_off_does_not_act() {
    var step = new Scripted(true, List.of(seen(NOT_YET)), () -> { });

    var result = StepRun.run(step, work(), call -> false);

    assertThat(result).isEqualTo(new Result.FencedOff());
    assertThat(done).containsExactly("look");
  }

  @Test void whoever_is_fenced_off_between_two_calls_of_one_act_makes_no_second_one() {
    var step = new Scripted(true, List.of(seen(NOT_YET)), () -> {
      Fence.pass();
      done.add("first call");
      Fence.pass();
      done.add("second call");
    });

    var result = StepRun.run(step, work(), new StepRun.Permit() {
      private int asked;

      @Override public boolean begin(String call) {
        return true;
      }

      @Override public boolean mayGoOn() {
        return ++asked == 1;
      }
    });

    assertThat(result).isEqualTo(new Result.FencedOff());
    assertThat(done).containsExactly("look", "act", "first call");
  }

  @Test void a_step_that_only_reads_looks_again_later_and_never_acts() {
    var reading = new Reading();

    var result = StepRun.run(reading, work().with(new Assignment.Drain()), call -> {
      throw new AssertionError("asked for an act");
    });

    assertThat(result).isInstanceOfSatisfying(Result.Later.class, l -> assertThat(l.why()).isEqualTo("still connected"));
  }

  @Test void the_look_after_an_act_knows_that_there_was_one() {
    var acted = new ArrayList<Boolean>();
    var step = new Scripted(true, List.of(seen(NOT_YET), seen(DONE)), () -> { }) {
      @Override public Sight look(Work<Assignment.LeaveSource> work) {
        acted.add(work.acted());
        return super.look(work);
      }
    };

    run(step);

    assertThat(acted).containsExactly(false, true);
  }

  @Test void a_fault_of_ours_is_thrown_and_not_taken_for_the_nodes() {
    var step = new Scripted(true, List.of(seen(NOT_YET)), () -> {
      throw new IllegalStateException("a fault");
    });

    assertThatThrownBy(() -> run(step)).isInstanceOf(IllegalStateException.class).hasMessage("a fault");
  }

  private Result run(Scripted step) {
    return StepRun.run(step, work(), call -> {
      done.add("intent");
      return true;
    });
  }

  private static Work<Assignment.LeaveSource> work() {
    var settings = Answers.settings(Plans.name(0));
    return new Work<>(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1), Plans.name(0), new Assignment.LeaveSource(settings), REQUEST, 0, Notes.NONE,
        false, InstantSource.fixed(NOON));
  }

  private static Supplier<Sight> seen(Sight sight) {
    return () -> sight;
  }

  private static Supplier<Sight> troubled(Kind kind) {
    return () -> {
      throw new NodeTrouble(kind, problem(kind), null);
    };
  }

  private static Runnable act(Kind kind) {
    return () -> {
      if (kind != null) throw new NodeTrouble(kind, problem(kind), null);
    };
  }

  private static Problem problem(Kind kind) {
    return Problem.of(ProblemCode.NODE_REFUSED, "an answer", kind.name());
  }

  private class Scripted implements Step<Assignment.LeaveSource> {

    private final boolean repeatable;
    private final Deque<Supplier<Sight>> looks;
    private final Runnable act;

    Scripted(boolean repeatable, List<Supplier<Sight>> looks, Runnable act) {
      this.repeatable = repeatable;
      this.looks = new ArrayDeque<>(looks);
      this.act = act;
    }

    @Override public Class<Assignment.LeaveSource> assignment() {
      return Assignment.LeaveSource.class;
    }

    @Override public Sight look(Work<Assignment.LeaveSource> work) {
      done.add("look");
      return looks.removeFirst().get();
    }

    @Override public void act(Work<Assignment.LeaveSource> work) {
      done.add("act");
      act.run();
    }

    @Override public boolean repeatable() {
      return repeatable;
    }
  }

  private static final class Reading implements Step<Assignment.Drain> {

    @Override public Class<Assignment.Drain> assignment() {
      return Assignment.Drain.class;
    }

    @Override public Sight look(Work<Assignment.Drain> work) {
      return NOT_YET;
    }
  }
}
