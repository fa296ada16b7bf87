// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.approval.Gate;
import io.cmc.deploy.simulation.world.Release;
import io.cmc.journey.Phase;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A network and what is planned for it.
 *
 * @param hooks whether participants are stopped and started by hooks
 * @param asked gates where the hook {@code changes} is asked
 * @param longs what else: backups that are proved, a source that is kept or retired after a while
 */
record Setting(List<Member> members, ClosingStrategy closing, Set<Phase> gates, Pace pace, boolean hooks, Longs longs, Set<Gate> asked) {

  /** @param manually whether it connects to the source only when told to */
  record Member(String name, Release release, BackupStrategy backup, boolean manually) {}

  /** @param sourceBackup whether the source's database is backed up by the service */
  record Longs(boolean proveBackups, boolean keepSource, Duration soak, boolean sourceBackup) {}

  /** In no case reminded, since that is by real time in one of the runners. */
  private static final Duration NEVER = Duration.ofHours(100);
  private static final List<String> NAMES = List.of("alfa", "bravo", "charlie", "delta");
  private static final List<BackupStrategy> BACKUPS = List.of(BackupStrategy.PG_DUMP, BackupStrategy.TEMPLATE_COPY, BackupStrategy.CONFIRM);

  static Setting of(int participants) {
    var members = NAMES.subList(0, participants).stream()
        .map(n -> new Member(n, Release.V2_10, BACKUPS.get(NAMES.indexOf(n) % BACKUPS.size()), NAMES.indexOf(n) == 1)).toList();
    return new Setting(members, ClosingStrategy.PARTICIPANT_LIMITS, Set.of(), pace(1, 3), true, new Longs(false, true, Duration.ZERO, true), Set.of());
  }

  /** @param parallel one: participants take their turns in an order that is the same every time */
  static Pace pace(int parallel, int attempts) {
    return new Pace(parallel, 1, 1, attempts, NEVER, NEVER);
  }

  Setting closing(ClosingStrategy other) {
    return new Setting(members, other, gates, pace, hooks, longs, asked);
  }

  Setting gates(Phase... others) {
    return new Setting(members, closing, Set.of(others), pace, hooks, longs, asked);
  }

  Setting pace(Pace other) {
    return new Setting(members, closing, gates, other, hooks, longs, asked);
  }

  Setting asking(Gate... others) {
    return new Setting(members, closing, gates, pace, hooks, longs, Set.of(others));
  }

  Setting byHand() {
    return new Setting(members, closing, gates, pace, false, longs, asked);
  }

  Setting with(Longs others) {
    return new Setting(members, closing, gates, pace, hooks, others, asked);
  }

  Setting release(Release other) {
    return new Setting(members.stream().map(m -> new Member(m.name(), other, m.backup(), m.manually())).toList(), closing, gates, pace, hooks, longs, asked);
  }
}
