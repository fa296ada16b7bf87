// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import com.google.protobuf.util.Timestamps;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.PhaseTime;
import io.cmc.cli.text.Table.Cell;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What lies behind a status: plan, times, findings and pings. */
public final class DetailsText {

  private final Times times;
  private final Palette palette;

  public DetailsText(Clock clock, Palette palette) {
    this.times = new Times(clock);
    this.palette = palette;
  }

  /** Sections with an empty line before each; no final line end. */
  public String render(MigrationStatus s) {
    var sections = new ArrayList<String>();
    sections.add("\n" + "%s -> %s  plan %s  as of event %d".formatted(Plain.text(s.getSource()), Plain.text(s.getTarget()),
        Plain.text(s.getPlanHash()), s.getAsOfPosition()));
    departures(s, sections);
    if (s.getPhasesCount() > 0) {
      sections.add("\n" + phases(s).render(palette));
    }
    if (s.getFindingsCount() > 0) {
      sections.add("\n" + FindingsText.render(s.getFindingsList(), palette));
    }
    if (s.getPingsCount() > 0) {
      sections.add("\n" + PingMatrixText.render(s.getPingsList(), palette));
    }
    return String.join("\n", sections);
  }

  private void departures(MigrationStatus s, List<String> sections) {
    if (s.hasWindow()) {
      sections.add("window " + times.full(s.getWindow().getFrom()) + " to " + times.full(s.getWindow().getUntil()) + ", reserve "
          + Amounts.time(s.getWindow().getReserve()));
    }
    if (s.getFurtherPasses() > 0) {
      sections.add("drained again " + s.getFurtherPasses() + " times: work turned up in flight");
    }
    s.getExclusionsList().forEach(e -> sections.add(Plain.text(e.getDecided()
        ? e.getParticipant() + " is left behind, proposed by " + e.getProposedBy() + ", agreed to by " + e.getAgreedBy()
        : e.getParticipant() + " shall be left behind, says " + e.getProposedBy() + "; another must agree to " + e.getShown())));
    s.getWaiversList().forEach(w -> sections.add(Plain.text("check " + w.getCheck() + " waived on "
        + (w.getParticipant().isEmpty() ? "the domains" : w.getParticipant()) + " by " + w.getBy() + ": " + w.getReason())));
    s.getChangesList().forEach(c -> sections.add(Plain.text("amended by " + c.getBy() + ": " + c.getWhat() + " " + c.getAfter() + " (was "
        + c.getBefore() + ")")));
  }

  private Table phases(MigrationStatus s) {
    var table = new Table("PHASE", "BEGAN", "ENDED", "TOOK");
    s.getPhasesList().forEach(p -> table.row(Cell.of(p.getPhase().name()), Cell.of(p.hasBegan() ? times.full(p.getBegan()) : ""),
        Cell.of(p.hasEnded() ? times.full(p.getEnded()) : ""), Cell.of(took(p))));
    return table;
  }

  private static String took(PhaseTime p) {
    return p.hasBegan() && p.hasEnded() ? Amounts.time(Timestamps.between(p.getBegan(), p.getEnded())) : "";
  }
}
