// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.controller.port.DomainEntrance.Facts;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.step.SourceEntrance;
import io.cmc.id.SynchronizerId;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the two domains of a draft turned out to be. */
record DomainViews(Nodes nodes, DraftPlan draft, List<ParticipantView> participants, Findings findings) {

  /** The target as all its sequencers report it. */
  Optional<Facts> target() {
    var wanted = draft.target();
    if (wanted.sequencers().isEmpty()) {
      findings.block("target-named", ProblemCode.PLAN_NOT_RESOLVED, "the address of the target's public API", "none");
    }
    var answers = wanted.sequencers().stream().map(this::target).flatMap(Optional::stream).toList();
    if (answers.size() < wanted.sequencers().size() || answers.isEmpty()) return Optional.empty();
    if (answers.stream().distinct().count() > 1) {
      findings.block("target-id-as-planned", ProblemCode.TARGET_ID_DIFFERS, "the same domain behind " + wanted.sequencers(),
          answers.stream().map(Facts::id).toList().toString());
    }
    return Optional.of(asDrafted(answers.getFirst()));
  }

  /** The source's id, from the participants that are connected to it. */
  Optional<SynchronizerId> sourceId() {
    var alias = draft.source().alias();
    var ids = participants.stream().map(p -> p.connectedTo(alias)).flatMap(Optional::stream).distinct().toList();
    if (ids.size() > 1) {
      findings.block("source-alias-means-source", ProblemCode.SOURCE_ID_DIFFERS, alias + " to be one domain", ids.toString());
    }
    participants.stream().filter(p -> p.connectedTo(alias).isEmpty()).forEach(p -> findings.warn("source-connected",
        ProblemCode.SOURCE_NOT_CONNECTED, p.draft().name() + " connected to " + alias, p.connected().toString()));
    var found = ids.stream().findFirst().or(() -> draft.source().id());
    if (found.isEmpty()) unresolved("source-id", "a participant that is connected to " + alias + ", or the source's id in the plan");
    draft.source().id().filter(id -> found.isPresent() && !id.equals(found.get())).ifPresent(id -> findings.block(
        "source-alias-means-source", ProblemCode.SOURCE_ID_DIFFERS, alias + " to be " + id, found.get().value()));
    return found;
  }

  /** The source's own account; where it does not answer, the version that the draft names must do. */
  Optional<Integer> sourceProtocolVersion(Optional<Facts> target) {
    var facts = sourceFacts();
    facts.ifPresent(source -> target.ifPresent(to -> requireSameKeys(source, to)));
    var wanted = draft.source().protocolVersion();
    var found = facts.map(Facts::protocolVersion).or(() -> wanted);
    if (found.isEmpty()) unresolved("source-protocol-version", "an answer from the source, or its protocol version in the plan");
    if (wanted.isPresent() && !Objects.equals(wanted, found)) {
      findings.block("source-protocol-version", ProblemCode.NODE_STRANGE_ANSWER, "protocol version " + wanted.get(), "" + found.get());
    }
    return found;
  }

  private Optional<Facts> sourceFacts() {
    var entrance = new SourceEntrance(nodes, draft.source().alias(), draft.target().trustCollectionFile());
    var doors = participants.stream().flatMap(p -> entrance.doors(p.configured()).stream()).distinct().toList();
    try {
      return Optional.of(entrance.ask(doors));
    } catch (NodeTrouble trouble) {
      findings.warn("source-entrance-answers", trouble.problem().code(), trouble.problem().expected(), trouble.problem().found());
      findings.warn("unique-keys-compared", SourceEntrance.keysNotCompared());
      return Optional.empty();
    }
  }

  private Optional<Facts> target(String address) {
    try {
      return Optional.of(nodes.entrance(address, draft.target().trustCollectionFile()).facts());
    } catch (NodeTrouble trouble) {
      findings.block("target-reachable", ProblemCode.TARGET_UNREACHABLE, "an answer at " + address, trouble.problem().found());
      return Optional.empty();
    }
  }

  private Facts asDrafted(Facts found) {
    var wanted = draft.target();
    wanted.id().filter(id -> !id.equals(found.id())).ifPresent(id ->
        findings.block("target-id-as-planned", ProblemCode.TARGET_ID_DIFFERS, id.value(), found.id().value()));
    wanted.protocolVersion().filter(version -> version != found.protocolVersion()).ifPresent(version -> findings.block(
        "target-protocol-version", ProblemCode.NODE_STRANGE_ANSWER, "protocol version " + version, "" + found.protocolVersion()));
    return found;
  }

  private void requireSameKeys(Facts source, Facts target) {
    if (source.uniqueContractKeys() == target.uniqueContractKeys()) return;
    findings.block("unique-keys-agree", ProblemCode.UNIQUE_KEYS_DIFFER,
        "unique contract keys " + source.uniqueContractKeys() + " as on the source", "" + target.uniqueContractKeys());
  }

  private void unresolved(String check, String expected) {
    findings.block(check, ProblemCode.PLAN_NOT_RESOLVED, expected, "neither");
  }
}
