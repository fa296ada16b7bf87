// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.postgres.ThrowawayServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * What a migration costs does not grow faster than its participants: statements and node calls of ten are counted, and of many more;
 * {@code -Dgrowth.participants=100}, or 1000, makes it a hundred or a thousand. What waits looks now and then, and takes of the room that is left.
 */
class GrowthTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final int FEW = 10;
  private static final int MANY = Integer.getInteger("growth.participants", 40);
  /** Times for each participant; what is executed more rarely cannot be told from chance. */
  private static final int NOTEWORTHY = 4;
  private static final double ROOM = 1.5;

  @TempDir private Path folder;

  private record Cost(Map<String, Long> statements, int calls, long events) {

    long all() {
      return statements.values().stream().mapToLong(n -> n).sum();
    }
  }

  @Test void statements_and_calls_of_each_participant_do_not_grow_with_their_number() throws Exception {
    var few = migrated(FEW);
    var many = migrated(MANY);

    var factor = (double) MANY / FEW * ROOM;
    System.out.printf("of %d and %d participants: %d and %d statements, %d and %d calls, %d and %d events%n", FEW, MANY, few.all(), many.all(), few.calls(), many.calls(),
        few.events(), many.events());
    assertThat((double) many.calls()).as("calls of nodes").isLessThan(few.calls() * factor);
    assertThat((double) many.events()).as("events").isLessThan(few.events() * factor);
    assertThat((double) many.all()).as("statements").isLessThan(few.all() * factor);
    assertThat(many.statements()).allSatisfy((sql, n) -> assertThat((double) n).as(sql).isLessThan(Math.max(few.statements().getOrDefault(sql, 0L), (long) NOTEWORTHY * FEW) * factor));
  }

  private Cost migrated(int participants) throws Exception {
    var counted = new CountedStatements();
    var here = Files.createDirectory(folder.resolve("of-" + participants));
    try (var fleet = Fleet.start(Fleet.network(ThrowawayServer.newDatabase(), participants), here,
        settings -> InProcess.start(here.resolve("service"), ServiceDatabase.create(), settings, BeanPostProcessor.class, counted))) {
      var run = fleet.migrate(status -> { });
      return new Cost(counted.counts(), run.calls().size(), fleet.events());
    }
  }
}
