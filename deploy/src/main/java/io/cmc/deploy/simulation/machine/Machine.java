// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.command.JourneyCommand;
import io.cmc.command.MigrationCommand;
import io.cmc.command.NoteDeadline;
import io.cmc.command.ReportOnDomains;
import io.cmc.command.ReportOnParticipant;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.port.Backups;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.work.Backoff;
import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Chance;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.deploy.simulation.world.ModelAttendant;
import io.cmc.deploy.simulation.world.ModelGatekeeper;
import io.cmc.deploy.simulation.world.ModelBackups;
import io.cmc.deploy.simulation.world.ModelNodes;
import io.cmc.deploy.simulation.world.World;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.JourneyId;
import io.cmc.id.NodeName;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.report.Report;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/** The controller: one store, one table of work, and one to three instances that share them. */
public final class Machine {

  /** What everything in a run shares. */
  public record Stage(Agenda agenda, Chance chance, Tape tape, World world, Faults faults) {}

  private final Stage stage;
  private final Parts parts;
  private final WorkRows rows;
  private final Desk desk;
  private final Streams streams;
  private final Backoff backoff;
  private final List<Instance> instances = new ArrayList<>();

  public Machine(Stage stage, Parts parts, int instances) {
    this.stage = stage;
    this.parts = parts;
    this.rows = new WorkRows(stage.agenda(), stage.tape());
    this.desk = new Desk(parts.core(), rows, new Timers(stage.agenda(), stage.chance(), this::ring));
    this.streams = new Streams(parts.core(), stage.tape(), desk::on);
    this.backoff = new Backoff(stage.chance().another());
    for (int i = 1; i <= instances; i++) this.instances.add(new Instance(this, "i" + i));
  }

  public Streams streams() {
    return streams;
  }

  public Faults faults() {
    return stage.faults();
  }

  Agenda agenda() {
    return stage.agenda();
  }

  Chance chance() {
    return stage.chance();
  }

  Tape tape() {
    return stage.tape();
  }

  WorkRows rows() {
    return rows;
  }

  Parts parts() {
    return parts;
  }

  Backoff backoff() {
    return backoff;
  }

  MigrationPlan plan() {
    return desk.plan();
  }

  Workshop.StepBook openWorkshop(Instance client) {
    var backups = new EnumMap<BackupStrategy, Backups>(BackupStrategy.class);
    for (var strategy : List.of(BackupStrategy.PG_DUMP, BackupStrategy.TEMPLATE_COPY)) {
      backups.put(strategy, new ModelBackups(stage.world(), client, strategy));
    }
    return parts.workshop().open(nodes(client), backups, new ModelAttendant(stage.world(), client), new ModelGatekeeper(stage.world(), client));
  }

  Nodes nodes(Instance client) {
    return new ModelNodes(stage.world(), client);
  }

  Positions positions() {
    return desk.positions();
  }

  /** Also for what people order: it is decided at once, with everybody else in between. */
  public Decision<MigrationEvent> tell(MigrationCommand command) {
    var decision = streams.tell(command, this::between);
    wake();
    return decision;
  }

  public Decision<JourneyEvent> tell(JourneyCommand command) {
    var decision = streams.tell(command, this::between);
    wake();
    return decision;
  }

  private void between(Object command) {
    if (!agenda().deep() && !faults().isCalm() && chance().oneIn(40)) agenda().spend(chance().between(1, 200));
  }

  /** Somebody has something to do: an instance notices at once, the others when they look next. */
  void wake() {
    var working = instances.stream().filter(Instance::works).toList();
    if (working.isEmpty()) return;
    var first = chance().of(working);
    first.poll(chance().between(1, 15));
    working.stream().filter(i -> i != first).forEach(i -> i.poll(1_000));
  }

  private void ring(String name, String key) {
    if (plan() != null) tell(new NoteDeadline(plan().migration(), name, key, agenda().instant()));
  }

  /** A report that somebody believed to be lost comes a second time. */
  void perhapsAgain(StepRequested request, Report report) {
    if (!(report instanceof Report.Outcome) || faults().isCalm() || !chance().oneIn(60)) return;
    agenda().actor(chance().between(1, 20_000), () -> {
      if (request.node().isDomains()) tell(new ReportOnDomains(request.migration(), report));
      else tell(new ReportOnParticipant(new JourneyId(request.migration(), request.node()), report));
    });
  }

  /** Whether a step that was asked for is still to be done by somebody. */
  public boolean works(NodeName node) {
    return rows.has(node);
  }

  /** Whether nobody works on anything just now, and nobody is about to. */
  public boolean quiet() {
    return rows.quiet();
  }

  /** Whether all that participants and migration have to tell one another by now is told. */
  public boolean isTold() {
    return rows.isTold();
  }

  /** Whether nothing goes on by itself any more, but that participants are watched. */
  public boolean settled() {
    return rows.settled();
  }

  public boolean idle() {
    return rows.isEmpty();
  }
}
