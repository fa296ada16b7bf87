// SPDX-License-Identifier: Apache-2.0
package io.cmc.event;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Stage;
import io.cmc.rejection.Problem;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** How a step goes on one node: in the participant's stream, or in the migration's for a step on the domains. */
public sealed interface StepEvent extends MigrationEvent, JourneyEvent {

  @Override NodeName node();

  RequestId request();

  /** A step is to be done on this node; durable work is written with it. @param round of the stage */
  @Revision("1") record StepRequested(MigrationId migration, NodeName node, RequestId request, Stage stage, int round, Assignment assignment,
      Instant at) implements StepEvent {}

  /** A changing call is about to be made. @param call what it is, for people */
  @Revision("1") record StepIntended(MigrationId migration, NodeName node, RequestId request, String call, Instant at) implements StepEvent {}

  /** Nothing is to be done but to look again; the reason says what is waited for. */
  @Revision("1") record StepWaiting(MigrationId migration, NodeName node, RequestId request, String why, Instant until, Instant at)
      implements StepEvent {}

  /** An attempt failed and is made again. @param attempt the one that failed, from 1 */
  @Revision("1") record StepDelayed(MigrationId migration, NodeName node, RequestId request, int attempt, Problem problem, Instant retryAt,
      Instant at) implements StepEvent {}

  /** It is not known whether a call had its effect; it is probed, not repeated. */
  @Revision("1") record StepUnresolved(MigrationId migration, NodeName node, RequestId request, Problem problem, Instant probeAt, Instant at)
      implements StepEvent {}

  /** A person is needed. */
  @Revision("1") record StepParked(MigrationId migration, NodeName node, RequestId request, Problem problem, Instant at) implements StepEvent {}

  /** Somebody ordered a parked step to be tried again; it is requested anew. */
  @Revision("1") record StepUnparked(MigrationId migration, NodeName node, RequestId request, Instant at) implements StepEvent {}
}
