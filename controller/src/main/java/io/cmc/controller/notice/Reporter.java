// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.notice;

import io.cmc.approval.Gate;
import io.cmc.controller.notice.News.Raised;
import io.cmc.controller.notice.News.Settled;
import io.cmc.event.ApprovalEvent.GateCrossed;
import io.cmc.event.ApprovalEvent.GlassBroken;
import io.cmc.event.Event;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.event.MigrationEvent.AbortBegan;
import io.cmc.event.MigrationEvent.ExternallyConfirmed;
import io.cmc.event.MigrationEvent.GateHeld;
import io.cmc.event.MigrationEvent.GateReleased;
import io.cmc.event.MigrationEvent.MigrationAborted;
import io.cmc.event.MigrationEvent.MigrationCompleted;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.MigrationRestored;
import io.cmc.event.MigrationEvent.MigrationStarted;
import io.cmc.event.MigrationEvent.PanicStopped;
import io.cmc.event.MigrationEvent.PhaseBegan;
import io.cmc.event.MigrationEvent.PhaseEnded;
import io.cmc.event.MigrationEvent.PhaseOverdue;
import io.cmc.event.MigrationEvent.PointOfNoReturnCrossed;
import io.cmc.event.MigrationEvent.RestoreBegan;
import io.cmc.event.MigrationEvent.SourceRetired;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.PointOfNoReturn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What is told of an event. Knows no clock, no chance, no outside. */
final class Reporter {

  /** A migration waits for people at one place at a time. */
  private static final String WAIT = "wait";

  private Reporter() {}

  static List<News> of(Event event) {
    return switch (event) {
      case MigrationPlanned e when asksBeforeStart(e) -> waits("was planned; its start waits for approvals or sign-offs since " + since(e));
      case MigrationStarted e -> List.of(new Settled(WAIT), once(Kind.MIGRATION_STARTED, "was started"));
      case GateHeld e -> waits("waits for you at the gate before " + e.gate() + " since " + since(e) + ": release it, or approve");
      case GateReleased e -> over();
      case GateCrossed e -> over();
      case StepRequested e when isForPeople(e.assignment()) -> waits("waits for you since " + since(e) + ": " + words(e.assignment()));
      case ExternallyConfirmed e -> over();
      case SourceRetired e -> over();
      case AbortBegan e -> over();
      case RestoreBegan e -> over();
      case PhaseBegan e -> List.of(new Settled(WAIT), once(Kind.PHASE_BEGAN, "began " + e.phase()));
      case PhaseEnded e -> List.of(once(Kind.PHASE_ENDED, "ended " + e.phase()));
      case PhaseOverdue e -> List.of(once(Kind.PHASE_OVERDUE, "takes longer for " + e.phase() + " than the plan's limit"));
      case PointOfNoReturnCrossed e -> List.of(once(Kind.POINT_OF_NO_RETURN, "crossed the " + words(e.point()) + " point of no return"));
      case PanicStopped e -> List.of(once(Kind.PANIC_STOP, "was panic-stopped"));
      case GlassBroken e -> List.of(once(Kind.BREAK_GLASS, "has its gate " + e.gate() + " open to one approval until " + e.until().truncatedTo(ChronoUnit.SECONDS) + ": break-glass was used"));
      case IncidentOpened e -> List.of(opened(e));
      case IncidentClosed e -> List.of(new Settled(e.incident().value()), new Raised(e.incident() + " closed", Kind.INCIDENT_CLOSED, participant(e.node()),
          "has incident " + e.incident() + " resolved", "", false));
      case MigrationCompleted e -> ended("is completed");
      case MigrationAborted e -> ended("is aborted, all are back");
      case MigrationRestored e -> ended("is restored, all are back");
      default -> List.of();
    };
  }

  private static boolean asksBeforeStart(MigrationPlanned e) {
    return e.plan().terms().approvals().filter(a -> a.signOff() || a.rule(Gate.START).isPresent()).isPresent();
  }

  private static boolean isForPeople(Assignment assignment) {
    return assignment instanceof Assignment.ConfirmClosed || assignment instanceof Assignment.ConfirmOpen || assignment instanceof Assignment.RetireSource;
  }

  private static Instant since(Event e) {
    return e.at().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String words(Assignment assignment) {
    return switch (assignment) {
      case Assignment.ConfirmClosed a -> "close the ingress and confirm it";
      case Assignment.ConfirmOpen a -> "open the ingress and confirm it";
      default -> "stop the source";
    };
  }

  private static String words(PointOfNoReturn point) {
    return point == PointOfNoReturn.PNR_1 ? "first" : "second";
  }

  private static News opened(IncidentOpened e) {
    return new Raised(e.incident().value(), Kind.INCIDENT_OPENED, participant(e.node()), "has incident " + e.incident() + " open since " + since(e) + ": "
        + e.problem().code().explanation(), e.problem().sentence() + ". " + e.problem().remedy(), true);
  }

  private static Optional<NodeName> participant(NodeName node) {
    return node.isDomains() ? Optional.empty() : Optional.of(node);
  }

  private static List<News> waits(String text) {
    return List.of(new Raised(WAIT, Kind.WAITS, Optional.empty(), text, "", true));
  }

  private static List<News> over() {
    return List.of(new Settled(WAIT));
  }

  private static List<News> ended(String text) {
    return List.of(new Settled(WAIT), once(Kind.MIGRATION_ENDED, text));
  }

  private static News once(Kind kind, String text) {
    return new Raised(kind.word(), kind, Optional.empty(), text, "", false);
  }
}
