// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.activity.Plans;
import io.cmc.id.MigrationId;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanShelfTest {

  private static final int ALL = PlanShelf.MOST + 10;

  private final TestDatabase database = TestDatabase.create();
  private final PlanShelf plans = database.plans();

  @BeforeEach void more_plans_are_kept_than_are_remembered() {
    IntStream.range(0, ALL).forEach(n -> database.keep(plan(n, 1)));
    plans.plan(name(0));
    IntStream.range(0, ALL).forEach(n -> {
      plans.plan(name(n));
      plans.plan(name(0));
    });
  }

  @Test void those_that_were_asked_for_last_are_remembered_and_no_others() {
    database.db().sql("update kept_plan set plan = '[]'").update();

    assertThat(IntStream.range(0, ALL).filter(this::isRemembered)).hasSize(PlanShelf.MOST).contains(0, ALL - 1).doesNotContain(1);
  }

  @Test void a_plan_that_was_changed_is_read_whether_it_is_remembered_or_not() {
    database.plans().change(plan(1, 2));
    database.plans().change(plan(ALL - 1, 2));

    assertThat(plans.plan(name(1))).isEqualTo(plan(1, 2));
    assertThat(plans.plan(name(ALL - 1))).isEqualTo(plan(ALL - 1, 2));
  }

  /** Else it cannot be read. */
  private boolean isRemembered(int n) {
    try {
      return plans.plan(name(n)).equals(plan(n, 1));
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static MigrationId name(int n) {
    return new MigrationId("net-" + n);
  }

  private static MigrationPlan plan(int n, int participants) {
    var p = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, participants);
    return new MigrationPlan(name(n), p.source(), p.target(), p.participants(), p.closing(), p.verification(), p.holdBefore(), p.pace(), p.soak(), p.backupFolder(), p.keepSource());
  }
}
