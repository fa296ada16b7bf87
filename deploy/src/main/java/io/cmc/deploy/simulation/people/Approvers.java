// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.people;

import io.cmc.approval.ApprovalTerms;
import io.cmc.approval.Gate;
import io.cmc.approval.Rule;
import io.cmc.controller.migration.MigrationState.Kept;
import io.cmc.deploy.simulation.machine.Machine;
import io.cmc.deploy.simulation.time.Chance;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.id.PlanHash;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** People who are asked before a migration goes on. While it is not calm they also try what they may not, forget, and lose their roles. */
final class Approvers {

  /** Who asks for everything, and would rather not ask anybody. */
  static final String ASKER = "olga";
  private static final List<String> ENTITLED = List.of("anna", "bert", "carl");
  /** The last two have no such role; the first asked for it. */
  private static final List<String> ANYBODY = List.of(ASKER, "anna", "bert", "carl", "root", "vic");
  private static final String ADMIN = "root";

  private final Machine machine;
  private final Orders orders;
  private final Tape tape;
  private final Chance chance;
  private final ApprovalTerms terms;
  private final Set<String> without = new TreeSet<>();
  private PlanHash stale;

  Approvers(Machine machine, Orders orders, Tape tape, Chance chance, ApprovalTerms terms) {
    this.machine = machine;
    this.orders = orders;
    this.tape = tape;
    this.chance = chance;
    this.terms = terms;
  }

  void look() {
    if (!(machine.streams().state() instanceof Kept k)) return;
    if (stale == null || chance.oneIn(5)) stale = k.consents().hash();
    if (machine.faults().isCalm()) approveAll(k);
    else if (chance.oneIn(2)) whim(k);
  }

  private void approveAll(Kept k) {
    List.copyOf(without).forEach(this::regain);
    for (var rule : terms.gates()) {
      ENTITLED.stream().filter(who -> !k.consents().hasCrossed(rule.gate()) && k.consents().of(rule.gate(), who).isEmpty())
          .forEach(who -> orders.approve(who, rule.gate(), k.consents().hash(), true));
    }
    if (terms.signOff()) orders.signOff("anna");
    again(k);
  }

  private void whim(Kept k) {
    var gate = chance.of(terms.gates().stream().map(Rule::gate).toList());
    switch (chance.between(0, 11)) {
      case 0 -> orders.approve(chance.of(ANYBODY), gate, stale, true);
      case 1 -> orders.approve(ASKER, gate, k.consents().hash(), true);
      case 2 -> orders.revoke(chance.of(ANYBODY), gate, chance.of(ENTITLED));
      case 3 -> lose(chance.of(ENTITLED));
      case 4 -> List.copyOf(without).forEach(this::regain);
      case 5 -> orders.breakGlass(chance.of(ANYBODY), gate, Duration.ofMinutes(chance.between(1, 90)));
      case 6 -> orders.signOff(chance.of(ANYBODY));
      case 7 -> again(k);
      default -> approve(chance.of(ENTITLED), gate, k);
    }
  }

  private void approve(String who, Gate gate, Kept k) {
    orders.approve(who, gate, k.consents().hash(), !without.contains(who));
  }

  /** The service sees it with the person's next call, which comes at once here. */
  private void lose(String who) {
    without.add(who);
    tape.say("no approver any more: " + who);
    orders.seenWithoutRole(who);
  }

  private void regain(String who) {
    without.remove(who);
    tape.say("approver again: " + who);
  }

  /** The second of two people. */
  private void again(Kept k) {
    k.consents().proposed().forEach(p -> {
      var second = chance.of(List.of(ASKER, "anna"));
      switch (p.deed()) {
        case WAIVE -> orders.waiveAgain(second, p.about());
        case ACCEPT_DIFFERENCES -> orders.acceptAgain(second);
        case EXCLUDE -> { }
      }
    });
  }
}
