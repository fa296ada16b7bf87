// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.deploy.crash.CrashTest.Kill;
import io.cmc.deploy.system.QuietLog;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every boundary of every course, and double kills; hours. With {@code -Pcrash}. The last few numbers of a course are not met in every
 * run: they are skipped then. Machines may divide it: {@code -Dcrash.part=2/8} takes every eighth kill, from the second on.
 */
@Tag("matrix")
class CrashMatrixTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final int EARLY = 4;
  private static final int EVERY = 10;

  @TempDir private Path folder;

  static Stream<Kill> single() {
    return ofThisPart(Stream.of(Course.values()).flatMap(course -> IntStream.rangeClosed(1, course.most()).mapToObj(k -> new Kill(course, List.of(k)))));
  }

  static Stream<Kill> duringRecovery() {
    return ofThisPart(Stream.of(Course.values()).flatMap(course -> IntStream.rangeClosed(1, course.boundaries() / EVERY).boxed()
        .flatMap(k -> IntStream.rangeClosed(1, EARLY).mapToObj(j -> new Kill(course, List.of(k * EVERY - EARLY, j))))));
  }

  private static Stream<Kill> ofThisPart(Stream<Kill> all) {
    var part = System.getProperty("crash.part", "1/1").split("/");
    var kills = all.toList();
    return IntStream.range(0, kills.size()).filter(i -> i % Integer.parseInt(part[1]) == Integer.parseInt(part[0]) - 1).mapToObj(kills::get);
  }

  @ParameterizedTest(name = "{0}") @EnumSource(Course.class)
  void a_course_without_a_kill_has_the_boundaries_that_the_matrix_goes_through(Course course) {
    var survived = Ordeal.survive(course, List.of(), folder);

    System.out.println("crash: " + course + " has " + survived.boundaries() + " boundaries");
    assertThat(survived.boundaries()).isBetween((long) course.boundaries(), (long) course.most());
  }

  @ParameterizedTest(name = "{0}") @MethodSource("single")
  void every_boundary_is_survived(Kill kill) {
    System.out.println("crash: " + kill + " " + Ordeal.survive(kill.course(), kill.numbers(), folder));
  }

  @ParameterizedTest(name = "{0}") @MethodSource("duringRecovery")
  void a_kill_during_the_recovery_is_survived(Kill kill) {
    System.out.println("crash: " + kill + " " + Ordeal.survive(kill.course(), kill.numbers(), folder));
  }
}
