// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.PreviewExclusionResponse;
import io.cmc.cli.text.Palette.Tone;
import io.cmc.cli.text.Table.Cell;
import java.util.ArrayList;
import java.util.List;

/** What leaving a participant behind would cut off. */
public final class ExclusionText {

  private ExclusionText() {}

  /** No final line end. */
  public static String render(PreviewExclusionResponse preview, Palette palette) {
    var lines = new ArrayList<>(List.of(Plain.text(preview.getParticipant()) + (preview.getReachable() ? " answers"
        : " does not answer; this is what the others know of it")));
    var table = new Table("PARTY", "CONTRACTS", "SHARED WITH");
    preview.getCutOffList().forEach(c -> table.row(Cell.of(c.getParty()), Cell.of(Long.toString(c.getContracts())),
        Cell.of(String.join(", ", c.getSharedWithList()))));
    lines.add(table.isEmpty() ? "nothing is known to be cut off" : table.render(palette));
    preview.getWarningsList().forEach(w -> lines.add(palette.paint(Tone.CARE, "WARNING ") + Plain.text(w)));
    return String.join("\n", lines);
  }
}
