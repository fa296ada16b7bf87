// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.api.v1.CutOff;
import io.cmc.api.v1.PreviewExclusionResponse;
import io.cmc.controller.survey.ExclusionPreview.Preview;
import io.cmc.id.NodeName;

/** What an exclusion cuts off, in the public contract's form. */
final class PreviewMessage {
  private PreviewMessage() {}

  static PreviewExclusionResponse of(Preview preview) {
    var message = PreviewExclusionResponse.newBuilder().setParticipant(preview.node().value()).setReachable(preview.reachable())
        .setShown(preview.digest()).addAllWarnings(preview.warnings());
    preview.cutOff().forEach(c -> message.addCutOff(CutOff.newBuilder().setParty(c.party()).setContracts(c.contracts())
        .addAllSharedWith(c.sharedWith().stream().map(NodeName::value).toList())));
    return message.build();
  }
}
