// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import io.cmc.api.v1.GetPlanResponse;
import io.cmc.cli.text.Plain;

/** A plan that the service keeps: the file of {@link PlanYaml}, below comments that say which plan it is and what of it is left out. */
public final class KeptPlanText {

  private KeptPlanText() {}

  /** @param current hash that approvals are bound to; empty: nobody is asked */
  public static String of(GetPlanResponse kept, String current) {
    var text = new StringBuilder("# The plan as the service keeps it now: with what was amended, without who was excluded.\n");
    var same = current.isEmpty() || current.equals(kept.getPlanHash());
    text.append("# Hash: ").append(Plain.text(kept.getPlanHash())).append('\n');
    if (!same) {
      text.append("# That is the hash of the plan before it was changed on the way. Approvals of the plan as it is now ask for this one:\n")
          .append("# Hash to approve: ").append(Plain.text(current)).append('\n');
    }
    if (kept.getOtherParticipants() > 0) {
      text.append(left(kept.getOtherParticipants())).append(same ? "# The hash is of the whole plan.\n" : "# Each hash is of the whole plan.\n");
    }
    return text.append("\n").append(PlanYaml.write(kept.getPlan())).toString();
  }

  private static String left(int others) {
    return "# Left out: " + others + (others == 1 ? " participant" : " participants") + " of other teams, the backup folder, and the domains' admin APIs and databases.\n";
  }
}
