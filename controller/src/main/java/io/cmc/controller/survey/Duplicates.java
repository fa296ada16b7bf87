// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.id.NodeName;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Nodes that are named more than once, or not at all. */
final class Duplicates {

  private Duplicates() {}

  /** What the draft alone shows. */
  static void inDraft(DraftPlan draft, Findings findings) {
    if (draft.participants().isEmpty()) {
      findings.block("participants-named", ProblemCode.NO_PARTICIPANTS, "at least one participant", "none");
    }
    repeated(draft.participants(), DraftPlan.Participant::name).forEach((name, all) -> findings.block("participant-once",
        ProblemCode.PARTICIPANT_TWICE, name + " once", all.size() + " times"));
    repeated(draft.participants(), one -> one.admin().address()).forEach((address, all) -> findings.block("address-once",
        ProblemCode.SAME_NODE, "an address for each participant", address + " for " + all.stream().map(DraftPlan.Participant::name).toList()));
  }

  /** What only the nodes themselves show: two addresses that lead to the same one. */
  static void amongNodes(List<ParticipantView> views, Findings findings) {
    repeated(views, ParticipantView::uid).forEach((uid, all) -> findings.block("node-once", ProblemCode.SAME_NODE,
        "a node of its own behind each address", uid + " behind the addresses of " + names(all)));
  }

  static List<NodeName> names(List<ParticipantView> views) {
    return views.stream().map(view -> view.draft().name()).sorted().toList();
  }

  private static <T, K> Map<K, List<T>> repeated(List<T> all, Function<T, K> key) {
    var groups = all.stream().collect(Collectors.groupingBy(key));
    groups.values().removeIf(group -> group.size() < 2);
    return groups;
  }
}
