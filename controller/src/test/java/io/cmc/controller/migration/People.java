// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.access.Actor;
import io.cmc.access.Grant;
import io.cmc.access.Grants;
import io.cmc.access.OrderContext;
import io.cmc.access.Role;
import io.cmc.approval.ApprovalTerms;
import io.cmc.approval.Gate;
import io.cmc.approval.Policy;
import io.cmc.approval.Rule;
import io.cmc.approval.Scope;
import io.cmc.command.AmendMigration;
import io.cmc.command.ApproveMigration;
import io.cmc.command.BreakGlass;
import io.cmc.command.MigrationCommand;
import io.cmc.command.NoteDeadline;
import io.cmc.command.NoteGrants;
import io.cmc.command.PlanMigration;
import io.cmc.command.ReleaseGate;
import io.cmc.command.RevokeApproval;
import io.cmc.command.SignOff;
import io.cmc.command.StartMigration;
import io.cmc.command.WaiveCheck;
import io.cmc.command.WithdrawSignOff;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState.Kept;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.process.Rehearsal;
import io.cmc.controller.activity.Plans;
import io.cmc.event.MigrationEvent;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.plan.Amendment;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who has a word in a migration, each under the own name. Otto plans and starts. */
final class People {

  static final Actor OTTO = who("otto", Grant.everywhere(Role.OPERATOR), Grant.everywhere(Role.APPROVER));
  static final Actor ANNA = who("anna", Grant.everywhere(Role.APPROVER));
  static final Actor BERT = who("bert", Grant.everywhere(Role.APPROVER));
  static final Actor ROOT = who("root", Grant.everywhere(Role.ADMIN), Grant.everywhere(Role.APPROVER), Grant.everywhere(Role.OPERATOR));
  static final Actor ADAM = who("adam", Grant.everywhere(Role.ADMIN), Grant.everywhere(Role.APPROVER));
  static final Actor ZERO = who("zero", Grant.of(Role.APPROVER, "team-0"), Grant.of(Role.OPERATOR, "team-0"));
  static final Actor ONE = who("one", Grant.of(Role.APPROVER, "team-1"));

  final Rehearsal all;
  private final MigrationId m;
  private Instant now;
  private int key;

  /** The plan is kept, ordered by Otto. */
  People(MigrationPlan plan) {
    all = new Rehearsal(plan);
    m = plan.migration();
    now = all.tick();
    all.expect(all.tell(new PlanMigration(m, plan, Plans.HASH, by(OTTO))));
  }

  private static Actor who(String subject, Grant... grants) {
    return new Actor(subject, subject, "test", new Grants(Set.of(grants)));
  }

  /** Two approvers for all teams at each of these gates, good for a day; sign-off and two people as well. */
  static MigrationPlan asking(MigrationPlan plan, Gate... gates) {
    return asking(plan, Scope.ALL_TEAMS, 2, gates);
  }

  static MigrationPlan asking(MigrationPlan plan, Scope scope, int count, Gate... gates) {
    var rules = Arrays.stream(gates).map(g -> new Rule(g, count, Role.APPROVER, scope, Duration.ofDays(1))).toList();
    var two = scope == Scope.ALL_TEAMS;
    return plan.on(new Terms(Optional.empty(), Set.of("source-connected"), true)
        .asking(new ApprovalTerms(rules, two && gates.length == Gate.values().length, two, Duration.ofHours(1), Optional.<Policy>empty())));
  }

  OrderContext by(Actor actor) {
    return by(actor, "key-" + ++key);
  }

  OrderContext by(Actor actor, String idempotencyKey) {
    return new OrderContext(actor, "because", "", idempotencyKey, now());
  }

  Instant now() {
    var tick = all.tick();
    if (tick.isAfter(now)) now = tick;
    return now;
  }

  /** Time passes; nothing rings by itself. */
  void later(Duration by) {
    now = now().plus(by);
  }

  Decision<MigrationEvent> tell(MigrationCommand command) {
    return all.tell(command);
  }

  Kept kept() {
    return (Kept) all.state();
  }

  Decision<MigrationEvent> approve(Actor actor, Gate gate) {
    return tell(new ApproveMigration(m, gate, kept().consents().hash(), "", by(actor)));
  }

  Decision<MigrationEvent> approve(Actor actor, Gate gate, OrderContext by) {
    return tell(new ApproveMigration(m, gate, kept().consents().hash(), "", by));
  }

  Decision<MigrationEvent> startBy(Actor actor) {
    return tell(new StartMigration(m, Plans.HASH, by(actor)));
  }

  Decision<MigrationEvent> release(Actor actor, io.cmc.journey.Phase gate) {
    return tell(new ReleaseGate(m, gate, by(actor)));
  }

  Decision<MigrationEvent> revoke(Actor actor, Gate gate, String subject) {
    return tell(new RevokeApproval(m, gate, subject, by(actor)));
  }

  Decision<MigrationEvent> breakGlass(Actor actor, Gate gate, Duration lasts) {
    return tell(new BreakGlass(m, gate, lasts, by(actor)));
  }

  Decision<MigrationEvent> waive(Actor actor, NodeName node) {
    return tell(new WaiveCheck(m, node, "source-connected", by(actor)));
  }

  void seen(Actor actor, Grant... grants) {
    all.expect(tell(new NoteGrants(m, actor.subject(), new Grants(Arrays.stream(grants).collect(Collectors.toSet())), now())));
  }

  void ring(String timer) {
    all.expect(tell(new NoteDeadline(m, timer, "", now())));
  }

  void signOff(Actor actor, String team) {
    all.expect(tell(new SignOff(m, team, Plans.HASH, by(actor))));
  }

  Decision<MigrationEvent> amend() {
    return tell(new AmendMigration(m, new Amendment(Optional.empty(), Optional.of(Duration.ofSeconds(90)), Optional.empty(), Map.of(), Map.of()), by(OTTO)));
  }

  void takeBackEverything() {
    signOff(ZERO, "team-0");
    all.expect(tell(new WithdrawSignOff(m, "team-0", by(ZERO))));
    all.expect(approve(ANNA, Gate.START));
    all.expect(revoke(ANNA, Gate.START, ""));
    all.expect(approve(ANNA, Gate.PNR_2));
    later(Duration.ofDays(1));
    ring(Deadlines.APPROVAL_OVER);
  }

  void start() {
    signOff(ZERO, "team-0");
    signOff(ONE, "team-1");
    all.expect(approve(ANNA, Gate.START));
    all.expect(approve(BERT, Gate.START));
    all.expect(startBy(OTTO));
  }

  void waiveAndAmend() {
    all.expect(waive(OTTO, NodeName.DOMAINS));
    all.expect(waive(ANNA, NodeName.DOMAINS));
    all.expect(amend());
  }

  /** To the next gate, or to the end. */
  private void onward() {
    do {
      all.run();
    } while (!(all.state() instanceof Underway u && u.standing() instanceof Standing.AtGate) && all.giveWord());
  }

  void goOnToTheEnd() {
    onward();
    all.expect(breakGlass(ROOT, Gate.PNR_1, Duration.ofMinutes(10)));
    all.expect(approve(ANNA, Gate.PNR_1));
    onward();
    later(Duration.ofMinutes(11));
    ring(Deadlines.GLASS_OVER);
    for (var gate : new Gate[] {Gate.PNR_2, Gate.RETIRE}) {
      all.expect(approve(ANNA, gate));
      all.expect(approve(BERT, gate));
      onward();
    }
  }

  boolean at(io.cmc.journey.Phase gate) {
    return all.state() instanceof Underway u && u.standing() instanceof Standing.AtGate g && g.gate() == gate;
  }
}
