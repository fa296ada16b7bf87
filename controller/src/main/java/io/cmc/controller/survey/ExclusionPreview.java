// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.id.NodeName;
import io.cmc.plan.MigrationPlan;
import java.util.List;

/** Looks at what leaving a participant behind would cut off; changes nothing, and may be repeated at will. */
public interface ExclusionPreview {

  /** Blocks while nodes are asked. One that does not answer is no error: what the others know of it is shown instead. */
  Preview preview(MigrationPlan plan, NodeName node);

  /**
   * @param reachable whether the participant answered
   * @param open whether it was seen to be connected to the source and to take commands
   * @param digest over who is cut off from whom. Two people give it one after the other, so it is the same as long as these are, and
   *     does not change with the number of contracts while traffic is still open
   */
  record Preview(NodeName node, boolean reachable, boolean open, List<CutOff> cutOff, String digest, List<String> warnings) {
    public Preview {
      cutOff = List.copyOf(cutOff);
      warnings = List.copyOf(warnings);
    }
  }

  /** @param contracts of the party that stay on the source; @param sharedWith participants that move and have a part in them */
  record CutOff(String party, long contracts, List<NodeName> sharedWith) {
    public CutOff {
      sharedWith = List.copyOf(sharedWith);
    }
  }
}
