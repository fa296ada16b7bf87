// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.command.AbortMigration;
import io.cmc.command.MigrationCommand;
import io.cmc.command.RestoreFromBackup;
import io.cmc.controller.activity.Activity;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.migration.MigrationState.Mode;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing;
import io.cmc.journey.WayBack;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every state that is reached has a legal way on and, until traffic is let in, a legal way back. States are searched for by walking at
 * random, and told apart by what the migration does and by where its participants are; from each new one the walk is forked and led out.
 */
class ExitsTest {
  private static final int WALKS = 400;

  private final Set<String> seen = new HashSet<>();
  private int back;

  @Test void from_every_state_that_is_reached_a_way_leads_on_and_a_way_leads_back() {
    for (long seed = 0; seed < WALKS; seed++) {
      var walk = new RandomWalk(seed, 3);
      var number = seed;
      walk.onEachStep = all -> leadOut(all, number);
      walk.walk();
    }

    assertThat(seen.size()).as("states that were met").isGreaterThan(600);
    assertThat(seen).as("all modes, and a further pass").anyMatch(s -> s.startsWith("RESTORE")).anyMatch(s -> s.startsWith("BACK"))
        .anyMatch(s -> s.contains("pass 1"));
    assertThat(back).as("of them with a way back").isGreaterThan(200);
  }

  private void leadOut(Rehearsal all, long seed) {
    if (!(all.state() instanceof Underway u) || !seen.add(kind(all, u))) return;
    try {
      ends(all.copy(), null);
      if (u.mode() == Mode.FORWARD && u.notes().wayBack() == WayBack.FREE) endsBack(all.copy(), new AbortMigration(all.plan.migration(), Samples.by()));
      if (u.mode() == Mode.FORWARD && u.notes().wayBack() == WayBack.RESTORE_ALL) {
        endsBack(all.copy(), new RestoreFromBackup(all.plan.migration(), Samples.by()));
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("walk " + seed + " at " + kind(all, u) + ": " + e.getMessage(), e);
    }
  }

  private static void ends(Rehearsal all, Class<? extends MigrationState> how) {
    RandomWalk.calm(all);
    assertThat(RandomWalk.ended(all)).as("it ended, and did not stay %s", all).isTrue();
    if (how != null) assertThat(all.state()).isInstanceOf(how);
    new Invariants(all).hold();
  }

  /** Refused only while a call to the domains is on its way: it is over when somebody has looked. */
  private void endsBack(Rehearsal all, MigrationCommand order) {
    if (all.tell(order) instanceof Decision.Refused<?> r) {
      assertThat(all.state()).as("%s", r.problem()).isInstanceOfSatisfying(Underway.class,
          u -> assertThat(((Standing.OnDomains) u.standing()).activity()).isInstanceOfSatisfying(Activity.Doing.class,
              d -> assertThat(d.mode()).isEqualTo(Activity.Doing.Mode.CALLING)));
      return;
    }
    back++;
    RandomWalk.calm(all);
    assertThat(all.state()).as("%s", all).isInstanceOfAny(MigrationState.Aborted.class, MigrationState.Restored.class);
    new Invariants(all).hold();
  }

  private static String kind(Rehearsal all, Underway u) {
    var positions = all.plan.names().stream().map(n -> all.position(n).getClass().getSimpleName()).distinct().sorted().collect(Collectors.joining(","));
    var stops = u.notes().stops();
    return u.mode() + " " + standing(u) + (stops.held() ? " held" : "") + (stops.panicked() ? " panicked" : "")
        + (stops.reconciling().isPresent() ? " comparing" : "") + (stops.differing().isEmpty() ? "" : " differing")
        + (all.plan.aside().isEmpty() ? "" : " excluded") + " pass " + u.notes().counts().pass() + " " + positions;
  }

  private static String standing(Underway u) {
    return switch (u.standing()) {
      case Standing.Between b -> "between " + u.leg();
      case Standing.AtGate g -> "gate " + g.gate();
      case Standing.Soaking s -> "soaking";
      case Standing.Going g -> "going " + g.stage();
      case Standing.Looking l -> "looking " + l.stage();
      case Standing.OnDomains d -> "domains " + d.stage() + " " + (d.activity() instanceof Activity.Doing a ? a.mode() : "idle");
    };
  }
}
