// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.crash;

import io.cmc.deploy.system.QuietLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ten boundaries of the matrix in seven runs, other ones with every seed: {@code -Dcrash.seed=N} makes the same again. All of them are in
 * {@link CrashMatrixTest}.
 */
class CrashTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final long SEED = Long.getLong("crash.seed", System.nanoTime() & 0xffff);

  /** @param numbers of boundaries, one for each life of the service that ends there */
  record Kill(Course course, List<Integer> numbers) {}

  static Stream<Kill> ten() {
    System.out.println("crash.seed=" + SEED);
    var random = new Random(SEED);
    return Stream.of(
        once(Course.FORWARD, random), once(Course.ABORT_HALF_QUIESCED, random), once(Course.ABORT_HALF_DISCONNECTED, random), once(Course.RESTORE, random),
        twice(Course.FORWARD, random), twice(Course.ABORT_HALF_DISCONNECTED, random),
        twice(Course.RESTORE, random));
  }

  private static Kill once(Course course, Random random) {
    return new Kill(course, List.of(1 + random.nextInt(course.boundaries())));
  }

  /** The second kill comes early in the second life, while the service finds out where it was. */
  private static Kill twice(Course course, Random random) {
    return new Kill(course, List.of(1 + random.nextInt(course.boundaries() * 3 / 4), 1 + random.nextInt(6)));
  }

  @ParameterizedTest(name = "{0}") @MethodSource("ten")
  void a_service_that_is_killed_goes_on_by_itself_and_nothing_is_lost_or_done_twice(Kill kill, @TempDir Path folder) {
    System.out.println("crash: " + kill + " " + Ordeal.survive(kill.course(), kill.numbers(), folder));
  }
}
