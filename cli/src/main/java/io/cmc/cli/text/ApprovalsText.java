// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.ApprovalGate;
import io.cmc.api.v1.GateStatus;
import io.cmc.api.v1.GivenApproval;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.TeamSignOff;
import io.cmc.cli.text.Palette.Tone;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who agreed to what, and what is missing. */
public final class ApprovalsText {

  private final Times times;
  private final Palette palette;

  public ApprovalsText(Clock clock, Palette palette) {
    this.times = new Times(clock);
    this.palette = palette;
  }

  /** One line for each gate, team and proposal, below each gate one for each approval; no final line end. */
  public String render(MigrationStatus s) {
    if (!s.hasApprovals()) return "";
    var a = s.getApprovals();
    var lines = new ArrayList<>(List.of(palette.paint(Tone.HEADING, Plain.text(s.getMigration())) + "  plan " + Plain.text(a.getPlanHash())));
    a.getSignOffsList().forEach(t -> lines.add("  " + team(t)));
    a.getGatesList().forEach(g -> {
      lines.add("  " + gate(s, g));
      g.getApprovalsList().forEach(given -> lines.add("    " + given(given)));
    });
    a.getProposalsList().forEach(p -> lines.add("  " + palette.paint(Tone.CARE, Plain.text(p.getDeed() + " " + p.getAbout()))
        + Plain.text(" is proposed by " + p.getBy() + "; another person must give the same order")));
    return String.join("\n", lines);
  }

  private String gate(MigrationStatus s, GateStatus g) {
    var name = name(g.getRule().getGate());
    var asks = "asks for " + g.getRule().getCount() + " " + Plain.text(g.getRule().getRole()) + (g.getRule().getCount() == 1 ? "" : "s")
        + (g.getRule().getEachTeam() ? " of each team" : "");
    if (g.getCrossed()) return name + "  " + palette.paint(Tone.GOOD, "crossed") + " at " + times.brief(g.getCrossedAt()) + "  " + asks;
    var lowered = g.hasLoweredUntil() ? "  " + palette.paint(Tone.BAD, "BREAK-GLASS") + Plain.text(" by " + g.getLoweredBy()) + " until " + times.brief(g.getLoweredUntil())
        + ": one will do" : "";
    return name + "  " + (g.getMissing().isEmpty() ? "waits for nobody" : palette.paint(Tone.CARE, "waits for " + Plain.text(g.getMissing())) + since(s, g))
        + "  " + asks + lowered;
  }

  /** Since the migration stands there. */
  private String since(MigrationStatus s, GateStatus g) {
    var here = g.getRule().getGate() == ApprovalGate.BEFORE_START ? s.hasPlannedAt() && !s.hasStartedAt() : s.hasWaitsSince() && stands(s, g);
    var at = g.getRule().getGate() == ApprovalGate.BEFORE_START ? s.getPlannedAt() : s.getWaitsSince();
    return here ? " since " + times.brief(at) : "";
  }

  private static boolean stands(MigrationStatus s, GateStatus g) {
    return switch (s.getGate()) {
      case MOVE_CONTRACTS -> g.getRule().getGate() == ApprovalGate.BEFORE_PNR_1;
      case REOPEN -> g.getRule().getGate() == ApprovalGate.BEFORE_PNR_2;
      case RETIRE -> g.getRule().getGate() == ApprovalGate.BEFORE_RETIRE;
      default -> false;
    };
  }

  private String given(GivenApproval a) {
    var who = Plain.text(a.getName().equals(a.getSubject()) ? a.getName() : a.getName() + " (" + a.getSubject() + ")");
    return who + (a.getTeam().isEmpty() ? "" : Plain.text(" for " + a.getTeam())) + "  given " + times.brief(a.getGiven()) + ", good until " + times.full(a.getUntil())
        + (a.getVoidBecause().isEmpty() ? "" : "  " + palette.paint(Tone.CARE, "does not count: " + Plain.text(a.getVoidBecause())));
  }

  private String team(TeamSignOff t) {
    var name = t.getTeam().isEmpty() ? "(no team)" : Plain.text(t.getTeam());
    return name + "  " + (t.getSubject().isEmpty() ? palette.paint(Tone.CARE, "has not signed off")
        : "signed off by " + Plain.text(t.getName()) + " at " + times.brief(t.getAt()));
  }

  /** The gate that the migration waits at for approvals, as it is typed; empty where it waits for something else. */
  public static Optional<String> waiting(MigrationStatus s) {
    return s.getApprovals().getGatesList().stream().filter(g -> !g.getMissing().isEmpty() && !g.getCrossed())
        .filter(g -> g.getRule().getGate() == ApprovalGate.BEFORE_START ? !s.hasStartedAt() : stands(s, g)).findFirst()
        .map(g -> name(g.getRule().getGate()));
  }

  /** As it is typed: pnr-1. */
  public static String name(ApprovalGate gate) {
    return gate.name().replaceFirst("^BEFORE_", "").toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
