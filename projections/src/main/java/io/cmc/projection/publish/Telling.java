// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.event.ApprovalEvent;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.JourneyEvent.PingsAnswered;
import io.cmc.event.MigrationEvent.*;
import io.cmc.event.OrderEvent;
import io.cmc.event.OrderEvent.OrderRefused;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a team hears of an event in a migration that it shares with others; of one that does not stand here, that it happened. */
enum Telling {
  /** All: it is of the course and speaks of no participant. */
  COURSE,
  /** All, where it is of a participant of the team. */
  OWN,
  /** All but the others' participants in its lists. */
  LISTS,
  /** As the two before. */
  OWN_LISTS,
  /** That it happened. */
  HAPPENED;

  private static final Map<Class<? extends Event>, Telling> TABLE = table();

  static Telling of(Class<? extends Event> event) {
    return TABLE.getOrDefault(event, HAPPENED);
  }

  /** Of which it is said. */
  static Set<Class<? extends Event>> all() {
    return TABLE.keySet();
  }

  boolean isOfOne() {
    return this == OWN || this == OWN_LISTS;
  }

  boolean hasLists() {
    return this == LISTS || this == OWN_LISTS;
  }

  private static Map<Class<? extends Event>, Telling> table() {
    var table = new HashMap<Class<? extends Event>, Telling>();
    everyOneOf(JourneyEvent.class).forEach(e -> table.put(e, OWN)); // each has its participant
    everyOneOf(ApprovalEvent.class).forEach(e -> table.put(e, HAPPENED)); // people of all teams
    everyOneOf(OrderEvent.class).forEach(e -> table.put(e, HAPPENED)); // the service's own affairs
    put(table, COURSE, PreflightBegan.class, MigrationStarted.class, MigrationHeld.class, MigrationResumed.class, GateReleased.class, ExternallyConfirmed.class,
        AbortBegan.class, PreflightPassed.class, PhaseBegan.class, BarrierLookBegan.class, BarrierPassed.class, PhaseEnded.class, GateHeld.class,
        PointOfNoReturnCrossed.class, PhaseOverdue.class, SoakBegan.class, SoakEnded.class, MigrationAborted.class, MigrationCompleted.class, RatesSaved.class,
        RatesLowered.class, RateEased.class, RatesRestored.class, PanicStopped.class, RestoreBegan.class, PanicEnded.class, DrainBeganAgain.class,
        PointOfNoReturnTakenBack.class, MigrationRestored.class, WindowTooShort.class);
    put(table, OWN, OrderRefused.class, CheckWaived.class, ExclusionProposed.class, ParticipantExcluded.class, ForeignChangeSeen.class);
    put(table, LISTS, PreflightBlocked.class, StageBegan.class, ParticipantsReached.class, ParticipantsLookedAt.class, ParticipantsParked.class,
        ParticipantsUnparked.class, DifferencesAccepted.class, ReconcileBegan.class, ParticipantsReconciled.class, ReconcileEnded.class, ExcludedSentBack.class,
        WorkSeenInFlight.class);
    put(table, OWN_LISTS, PingsAnswered.class);
    put(table, HAPPENED, MigrationPlanned.class, MigrationAmended.class, DomainsChecked.class, SourceBackupTaken.class, SourceRetired.class, HooksAgreed.class);
    return Map.copyOf(table);
  }

  @SafeVarargs
  private static void put(Map<Class<? extends Event>, Telling> table, Telling telling, Class<? extends Event>... events) {
    List.of(events).forEach(e -> table.put(e, telling));
  }

  @SuppressWarnings("unchecked")
  private static Stream<Class<? extends Event>> everyOneOf(Class<?> kind) {
    return kind.isSealed() ? Arrays.stream(kind.getPermittedSubclasses()).flatMap(Telling::everyOneOf) : Stream.of((Class<? extends Event>) kind);
  }
}
