// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.people;

import io.cmc.access.Actor;
import io.cmc.access.Grant;
import io.cmc.access.Grants;
import io.cmc.access.OrderContext;
import io.cmc.access.Role;
import io.cmc.approval.Gate;
import io.cmc.command.AbortMigration;
import io.cmc.command.AcceptDifferences;
import io.cmc.command.AmendMigration;
import io.cmc.command.ApproveMigration;
import io.cmc.command.BreakGlass;
import io.cmc.command.CheckMigration;
import io.cmc.command.ConfirmBackup;
import io.cmc.command.ConfirmExternally;
import io.cmc.command.ConfirmRestored;
import io.cmc.command.ExcludeParticipant;
import io.cmc.command.HandleIncident;
import io.cmc.command.HandleMigrationIncident;
import io.cmc.command.HoldMigration;
import io.cmc.command.NoteGrants;
import io.cmc.command.PanicStop;
import io.cmc.command.ParkStep;
import io.cmc.command.PlanMigration;
import io.cmc.command.ReconcileMigration;
import io.cmc.command.ReleaseGate;
import io.cmc.command.ResumeMigration;
import io.cmc.command.RestoreFromBackup;
import io.cmc.command.RetireSource;
import io.cmc.command.RevokeApproval;
import io.cmc.command.SignOff;
import io.cmc.command.RetryDomainStep;
import io.cmc.command.RetryStep;
import io.cmc.command.StartMigration;
import io.cmc.command.WaiveCheck;
import io.cmc.controller.activity.Decision;
import io.cmc.deploy.simulation.machine.Machine;
import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.id.IncidentId;
import io.cmc.id.JourneyId;
import io.cmc.id.NodeName;
import io.cmc.id.PlanHash;
import io.cmc.journey.Confirmation;
import io.cmc.journey.IncidentDeed;
import io.cmc.journey.Phase;
import io.cmc.plan.Amendment;
import io.cmc.plan.MigrationPlan;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Every order that a person can give, with the answer in the story. */
public final class Orders {

  private static final PlanHash HASH = new PlanHash("ab".repeat(32));

  private static final Grants APPROVER = new Grants(Set.of(Grant.everywhere(Role.APPROVER), Grant.everywhere(Role.OPERATOR)));
  private static final Map<String, Grants> GRANTS = Map.of("anna", APPROVER, "bert", APPROVER, "carl", APPROVER, "otto", APPROVER, Approvers.ASKER, APPROVER,
      "root", new Grants(Set.of(Grant.everywhere(Role.ADMIN))), "vic", new Grants(Set.of(Grant.everywhere(Role.VIEWER))));

  private final Machine machine;
  private final Agenda agenda;
  private final Tape tape;
  private final MigrationPlan plan;

  public Orders(Machine machine, Agenda agenda, Tape tape, MigrationPlan plan) {
    this.machine = machine;
    this.agenda = agenda;
    this.tape = tape;
    this.plan = plan;
  }

  boolean plan() {
    return said("plan", machine.tell(new PlanMigration(plan.migration(), plan, HASH, by())));
  }

  boolean check() {
    return said("check", machine.tell(new CheckMigration(plan.migration(), by())));
  }

  boolean start() {
    return said("start", machine.tell(new StartMigration(plan.migration(), HASH, by())));
  }

  boolean hold() {
    return said("hold", machine.tell(new HoldMigration(plan.migration(), by())));
  }

  boolean resume() {
    return said("resume", machine.tell(new ResumeMigration(plan.migration(), by())));
  }

  boolean release(Phase gate) {
    return said("release " + gate, machine.tell(new ReleaseGate(plan.migration(), gate, by())));
  }

  boolean confirm(Confirmation what) {
    return said("confirm " + what, machine.tell(new ConfirmExternally(plan.migration(), what, "CHG-4712", by())));
  }

  boolean confirmBackup(NodeName node) {
    return said("confirm the backup of " + node, machine.tell(new ConfirmBackup(journey(node), "tape 7", by())));
  }

  boolean abort() {
    return said("abort", machine.tell(new AbortMigration(plan.migration(), by())));
  }

  boolean panic() {
    return said("panic stop", machine.tell(new PanicStop(plan.migration(), by())));
  }

  boolean reconcile() {
    return said("reconcile", machine.tell(new ReconcileMigration(plan.migration(), by())));
  }

  boolean accept() {
    return said("accept the differences", machine.tell(new AcceptDifferences(plan.migration(), by())));
  }

  boolean restore() {
    return said("restore", machine.tell(new RestoreFromBackup(plan.migration(), by())));
  }

  boolean confirmRestored(NodeName node) {
    return said("confirm the restored database of " + node, machine.tell(new ConfirmRestored(journey(node), "tape 7", by())));
  }

  /** One proposes it, another agrees to the same. */
  boolean exclude(NodeName node) {
    return said("exclude " + node, machine.tell(new ExcludeParticipant(plan.migration(), node, "shown", by())))
        && said("exclude " + node + ", agreed", machine.tell(new ExcludeParticipant(plan.migration(), node, "shown", by("otto"))));
  }

  boolean park(NodeName node) {
    return said("park " + node, machine.tell(new ParkStep(journey(node), by())));
  }

  boolean waive(NodeName node, String check) {
    return said("waive " + check + " of " + node, machine.tell(new WaiveCheck(plan.migration(), node, check, by())));
  }

  boolean amend(Amendment amendment) {
    return said("amend " + amendment, machine.tell(new AmendMigration(plan.migration(), amendment, by())));
  }

  boolean handle(NodeName node, IncidentId incident, IncidentDeed deed) {
    return said(deed + " incident " + incident, node.isDomains()
        ? machine.tell(new HandleMigrationIncident(plan.migration(), incident, deed, "seen", by()))
        : machine.tell(new HandleIncident(journey(node), incident, deed, "seen", by())));
  }

  boolean retire() {
    return said("retire", machine.tell(new RetireSource(plan.migration(), by())));
  }

  boolean retry(NodeName node) {
    return said("retry " + node, node.isDomains() ? machine.tell(new RetryDomainStep(plan.migration(), by()))
        : machine.tell(new RetryStep(journey(node), by())));
  }

  boolean approve(String who, Gate gate, PlanHash hash, boolean entitled) {
    var by = entitled ? by(who) : by(new Actor(who, who, Actor.UNAUTHENTICATED, Grants.NONE));
    return said(who + " approves " + gate, machine.tell(new ApproveMigration(plan.migration(), gate, hash, "", by)));
  }

  boolean revoke(String who, Gate gate, String whose) {
    return said(who + " revokes what " + whose + " approved at " + gate, machine.tell(new RevokeApproval(plan.migration(), gate, whose, by(who))));
  }

  boolean breakGlass(String who, Gate gate, Duration lasts) {
    return said(who + " breaks the glass at " + gate, machine.tell(new BreakGlass(plan.migration(), gate, lasts, by(who))));
  }

  void signOff(String who) {
    plan.teams().forEach(t -> said(who + " signs off for " + t, machine.tell(new SignOff(plan.migration(), t, HASH, by(who)))));
  }

  void seenWithoutRole(String who) {
    machine.tell(new NoteGrants(plan.migration(), who, Grants.NONE, agenda.instant()));
  }

  /** @param about node and check, as they were proposed */
  boolean waiveAgain(String who, String about) {
    var words = about.split(" ");
    return said(who + " waives " + about, machine.tell(new WaiveCheck(plan.migration(), new NodeName(words[0]), words[1], by(who))));
  }

  boolean acceptAgain(String who) {
    return said(who + " accepts the differences", machine.tell(new AcceptDifferences(plan.migration(), by(who))));
  }

  private JourneyId journey(NodeName node) {
    return new JourneyId(plan.migration(), node);
  }

  private OrderContext by() {
    return by(Approvers.ASKER);
  }

  private OrderContext by(String who) {
    return by(new Actor(who, who + ", operator", Actor.UNAUTHENTICATED, GRANTS.getOrDefault(who, Grants.NONE)));
  }

  private OrderContext by(Actor actor) {
    return new OrderContext(actor, "change window", "CHG-4711", "", agenda.instant());
  }

  private boolean said(String order, Decision<?> decision) {
    var refused = decision instanceof Decision.Refused<?> r ? " - refused: " + r.problem().sentence() : "";
    tape.say("order: " + order + refused);
    return refused.isEmpty();
  }
}
