// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.event.MigrationEvent.*;

import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Stops.Reconciling;
import io.cmc.event.MigrationEvent;
import io.cmc.journey.ReconcileCause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What stops a migration by itself, and what ends a comparison. */
final class Stopping {
  /** So often all drain again by themselves; from then on a person is asked each time. */
  private static final int PASSES = 3;

  private Stopping() {}

  static Optional<MigrationEvent> next(Underway u, Instant at) {
    return u.notes().stops().reconciling().filter(r -> r.pending().isEmpty())
        .map(r -> new ReconcileEnded(u.plan().migration(), r.run(), List.copyOf(r.differing()), at));
  }

  static List<MigrationEvent> following(Underway before, Underway u, MigrationEvent event) {
    return switch (event) {
      case ForeignChangeSeen e -> hold(u, (e.participant().isDomains() ? "a domain" : e.participant()) + " was changed by somebody else", e.at());
      case WindowTooShort e -> hold(u, "too little of the maintenance window is left before " + e.phase(), e.at());
      case DrainBeganAgain e when tooOften(e) -> hold(u, "work turned up in flight after " + e.pass() + " drains", e.at());
      case ReconcileEnded e when !e.differing().isEmpty() -> hold(u, e.differing() + " not as recorded", e.at());
      case ReconcileEnded e when cause(before) == ReconcileCause.PANIC -> List.of(new PanicEnded(e.migration(), e.at()));
      default -> List.of();
    };
  }

  static boolean tooOften(DrainBeganAgain e) {
    return e.pass() >= PASSES;
  }

  private static ReconcileCause cause(Underway before) {
    return before.notes().stops().reconciling().map(Reconciling::cause).orElseThrow();
  }

  private static List<MigrationEvent> hold(Underway u, String why, Instant at) {
    return u.notes().stops().held() ? List.of() : List.of(new MigrationHeld(u.plan().migration(), why, at));
  }
}
