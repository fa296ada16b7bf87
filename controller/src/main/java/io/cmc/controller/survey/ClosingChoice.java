// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.controller.step.OpenSource;
import io.cmc.plan.ClosingStrategy;
import io.cmc.rejection.ProblemCode;
import java.util.List;

/** How traffic can be closed with these nodes: by limits where all participants can, else by the domains, else by people. */
record ClosingChoice(DraftPlan draft, List<ParticipantView> participants, Findings findings) {

  /** The first protocol version with a rate for each participant among a domain's parameters. */
  private static final int FIRST_WITH_RATE = 4;

  ClosingStrategy resolve(int sourceProtocolVersion) {
    var openSource = participants.stream().filter(p -> OpenSource.looksLike(p.limits())).toList();
    if (draft.closing().isPresent()) return asDrafted(draft.closing().get(), openSource);
    var chosen = choose(openSource, sourceProtocolVersion);
    findings.note("closing-strategy", "a way to close traffic", chosen + why(openSource, sourceProtocolVersion));
    return chosen;
  }

  private ClosingStrategy choose(List<ParticipantView> openSource, int sourceProtocolVersion) {
    if (openSource.isEmpty()) return ClosingStrategy.PARTICIPANT_LIMITS;
    return adminsNamed() && sourceProtocolVersion >= FIRST_WITH_RATE ? ClosingStrategy.DOMAIN_RATE : ClosingStrategy.OUTSIDE;
  }

  private String why(List<ParticipantView> openSource, int sourceProtocolVersion) {
    if (openSource.isEmpty()) return ": no participant looks like the open-source edition";
    var editions = ": open-source edition, very likely, at " + Duplicates.names(openSource);
    if (!adminsNamed()) return editions + ", and the admin API of source or target is not named";
    return editions + (sourceProtocolVersion >= FIRST_WITH_RATE ? "" : ", and protocol version " + sourceProtocolVersion + " has no rate");
  }

  private ClosingStrategy asDrafted(ClosingStrategy wanted, List<ParticipantView> openSource) {
    if (wanted == ClosingStrategy.PARTICIPANT_LIMITS && !openSource.isEmpty()) {
      findings.warn("limits-settable", ProblemCode.LIMITS_NOT_SETTABLE, "participants whose limits can be set",
          "the open-source edition, very likely, at " + Duplicates.names(openSource));
    }
    if (wanted == ClosingStrategy.DOMAIN_RATE && !adminsNamed()) {
      findings.block("rate-settable", ProblemCode.RATE_NOT_SETTABLE, "the admin APIs of source and target in the plan", "not both");
    }
    return wanted;
  }

  private boolean adminsNamed() {
    return draft.source().admin().isPresent() && draft.target().admin().isPresent();
  }
}
