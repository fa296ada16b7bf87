// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.port.ParticipantNode.Configured;
import io.cmc.controller.port.ParticipantNode.Connected;
import io.cmc.controller.step.Together;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ParticipantPlan;
import io.cmc.proof.ResourceLimits;
import java.util.List;
import java.util.Optional;

/** One participant of a draft, and what its node said when it was looked at. */
record ParticipantView(DraftPlan.Participant draft, ParticipantNode node, NodeUid uid, List<Configured> configured,
    List<Connected> connected, ResourceLimits limits) {

  /** @param together how many questions at once */
  static ParticipantView of(DraftPlan.Participant draft, ParticipantNode node, Together together) {
    try (var questions = together.questions()) {
      var facts = questions.ask(node::facts);
      var configured = questions.ask(node::configured);
      var connected = questions.ask(node::connected);
      var limits = questions.ask(node::limits);
      return new ParticipantView(draft, node, facts.get().uid(), configured.get(), connected.get(), limits.get());
    }
  }

  Optional<SynchronizerId> connectedTo(SynchronizerAlias alias) {
    return connected.stream().filter(c -> c.alias().equals(alias)).map(Connected::id).findFirst();
  }

  /** An alias that the node has a domain for, connected or not. */
  boolean knows(SynchronizerAlias alias) {
    return configured.stream().anyMatch(c -> c.alias().equals(alias)) || idOf(alias).isPresent();
  }

  Optional<SynchronizerAlias> aliasOf(SynchronizerId id) {
    return connected.stream().filter(c -> c.id().equals(id)).map(Connected::alias).findFirst();
  }

  ParticipantPlan plan(BackupStrategy backup) {
    return new ParticipantPlan(draft.name(), uid, draft.team(), draft.admin(), draft.ledger(), draft.database(), backup);
  }

  /** A domain that does not answer leaves it open; the node lists what it is configured for all the same. */
  private Optional<SynchronizerId> idOf(SynchronizerAlias alias) {
    try {
      return node.idOf(alias);
    } catch (NodeTrouble unanswered) {
      return Optional.empty();
    }
  }
}
