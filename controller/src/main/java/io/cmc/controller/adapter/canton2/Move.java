// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.digitalasset.canton.participant.admin.v0.MigrateDomainRequest;
import com.digitalasset.canton.participant.admin.v0.ParticipantRepairServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.PurgeDeactivatedDomainRequest;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode.DomainState;
import io.cmc.id.SynchronizerAlias;
import io.cmc.plan.TargetDomain;
import io.cmc.rejection.ProblemCode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.regex.Pattern;

/** The move of all contracts, and the node's account of how far it got. */
final class Move {

  private static final String NOT_INACTIVE = "SYNC_SERVICE_DOMAIN_STATUS_MUST_BE_INACTIVE";
  private static final Pattern STATUS = Pattern.compile("has status (\\w+)");

  private final Pinned node;

  Move(Pinned node) {
    this.node = node;
  }

  /** Waits without end, since no deadline of ours would stop the node. {@code force} is never set: it can fork the ledger. */
  void start(SynchronizerAlias source, TargetDomain target) {
    var link = node.link();
    var request = MigrateDomainRequest.newBuilder().setSourceAlias(source.value()).setTargetDomainConnectionConfig(config(link, target));
    link.tell(Call.move(ParticipantRepairServiceGrpc.getMigrateDomainMethod(), request.build(), source.value(), target.alias().value()));
  }

  private static DomainConnectionConfig config(Link link, TargetDomain target) {
    try {
      return TargetConfig.of(target);
    } catch (IllegalArgumentException | IOException e) {
      throw link.trouble(Kind.PERMANENT, ProblemCode.MOVE_REFUSED, "a usable description of the target in the plan", e.getMessage());
    }
  }

  /** By asking to purge the domain: done for an inactive one (the move does it as well), else refused with the status in the text. */
  DomainState probe(SynchronizerAlias alias) {
    var link = node.link();
    var request = PurgeDeactivatedDomainRequest.newBuilder().setDomainAlias(alias.value()).build();
    var call = Call.change(ParticipantRepairServiceGrpc.getPurgeDeactivatedDomainMethod(), request, link.deadlines().asksDomain());
    try {
      return link.askIfServed(call, done -> DomainState.INACTIVE).orElse(DomainState.NOT_ASKABLE);
    } catch (NodeTrouble trouble) {
      if (!(trouble.getCause() instanceof StatusRuntimeException refusal)) throw trouble;
      return state(link, refusal, trouble);
    }
  }

  private static DomainState state(Link link, StatusRuntimeException refusal, NodeTrouble trouble) {
    var signal = Signal.of(refusal);
    if (signal.code() == Status.Code.NOT_FOUND) return DomainState.UNKNOWN;
    if (!signal.id().equals(NOT_INACTIVE)) throw trouble;
    var status = STATUS.matcher(signal.text());
    return switch (status.find() ? status.group(1) : "") {
      case "Active" -> DomainState.ACTIVE;
      case "MigratingTo" -> DomainState.MIGRATING_TO;
      case "Vacating" -> DomainState.VACATING;
      default -> throw link.trouble(Kind.PERMANENT, ProblemCode.NODE_STRANGE_ANSWER, "a domain's status in the node's words", signal.text());
    };
  }
}
