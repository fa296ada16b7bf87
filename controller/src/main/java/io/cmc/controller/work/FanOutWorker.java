// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.command.BeginStage;
import io.cmc.command.DropCheck;
import io.cmc.command.EnrolParticipant;
import io.cmc.command.JourneyCommand;
import io.cmc.command.LookAgain;
import io.cmc.command.SetAside;
import io.cmc.controller.process.PingPlan;
import io.cmc.controller.step.Together;
import io.cmc.controller.work.FanOutDesk.Chunk;
import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment.PingTarget;
import io.cmc.journey.Stage;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each participant of a chunk its command. Done twice, the second time changes nothing. */
final class FanOutWorker implements Worker {

  private static final Logger LOG = LoggerFactory.getLogger(FanOutWorker.class);
  private static final Duration BUSY = Duration.ofMillis(500);
  /** Of one chunk: what ends at the same time is committed together. */
  static final int SIDE_BY_SIDE = 8;
  /** Of all that this instance has in hand: each of them has a session of the database while it waits. */
  private static final int IN_ALL = 16;

  private final WorkTable work;
  private final Commands commands;
  private final PlanShelf plans;
  private final EventStore streams;
  private final ObjectMapper json;
  private final InstantSource clock;
  private final Together together;
  private final Semaphore places = new Semaphore(IN_ALL);

  FanOutWorker(WorkTable work, Commands commands, PlanShelf plans, EventStore streams, ObjectMapper json, InstantSource clock, Together together) {
    this.work = work;
    this.commands = commands;
    this.plans = plans;
    this.streams = streams;
    this.json = json;
    this.clock = clock;
    this.together = together;
  }

  @Override public void work(Lease lease) {
    var chunk = Texts.read(json, lease.payload(), Chunk.class);
    var plan = plans.plan(new MigrationId(lease.migration()));
    var told = together.ask(chunk.participants(), participant -> told(plan, chunk, participant, lease.origin()));
    told.stream().flatMap(t -> t.fault().stream()).findFirst().ifPresent(fault -> {
      throw fault;
    });
    if (told.stream().noneMatch(Told::busy)) work.done(List.of(lease.workId()));
    else work.giveBack(lease, lease.notes(), BUSY);
  }

  /** Of one of them; the others are told all the same. */
  private record Told(boolean busy, Optional<RuntimeException> fault) {}

  private Told told(MigrationPlan plan, Chunk chunk, NodeName participant, Origin origin) {
    places.acquireUninterruptibly();
    try {
      return new Told(!tell(plan, chunk, participant, origin), Optional.empty());
    } catch (RuntimeException fault) {
      return new Told(false, Optional.of(fault));
    } finally {
      places.release();
    }
  }

  /** @return false when a call is on its way to the participant: it is told later */
  private boolean tell(MigrationPlan plan, Chunk chunk, NodeName participant, Origin origin) {
    var journey = new JourneyId(plan.migration(), participant);
    try {
      switch (chunk.what()) {
        case THROUGH -> begin(plan, chunk, journey, origin);
        case LOOK -> commands.send(new LookAgain(journey, chunk.stage(), chunk.round(), clock.instant()), origin);
        case RELEASE -> tellBegun(new SetAside(journey, clock.instant()), journey, origin);
        case DROP -> tellBegun(new DropCheck(journey, chunk.check(), clock.instant()), journey, origin);
      }
      return true;
    } catch (OrderRejected e) {
      if (e.problem().code() == ProblemCode.CONFLICT) return false;
      throw e;
    }
  }

  /** Whose journey has not begun has nothing to give up. */
  private void tellBegun(JourneyCommand command, JourneyId journey, Origin origin) {
    if (streams.lastSequenceNumberFor(journey.toString()).isPresent()) commands.send(command, origin);
  }

  private void begin(MigrationPlan plan, Chunk chunk, JourneyId journey, Origin origin) {
    if (mayBeTheFirst(chunk.stage()) && streams.lastSequenceNumberFor(journey.toString()).isEmpty()) {
      enrol(new EnrolParticipant(journey, plan.closing(), plan.participant(journey.participant()).backup(), clock.instant()), origin);
    }
    commands.send(new BeginStage(journey, chunk.stage(), chunk.round(), chunk.binding(), pings(plan, chunk.stage(), journey.participant()),
        clock.instant()), origin);
  }

  /** Somebody else may have done it meanwhile: a commit whose answer was lost, or whoever took this chunk over. */
  private void enrol(EnrolParticipant command, Origin origin) {
    try {
      commands.send(command, origin);
    } catch (AggregateStreamCreationException already) {
      LOG.debug("{} was enrolled meanwhile", command.journey());
    }
  }

  private static boolean mayBeTheFirst(Stage stage) {
    return stage == Stage.CHECK_PARTICIPANTS || stage == Stage.REJOIN || stage == Stage.RETURN_EXCLUDED;
  }

  private static List<PingTarget> pings(MigrationPlan plan, Stage stage, NodeName participant) {
    return stage == Stage.PING ? PingPlan.targets(plan, participant) : List.of();
  }
}
