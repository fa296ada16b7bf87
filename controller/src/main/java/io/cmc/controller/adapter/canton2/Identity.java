// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.daml.ledger.api.v1.admin.GetParticipantIdRequest;
import com.daml.ledger.api.v1.admin.PartyManagementServiceGrpc;
import com.digitalasset.canton.topology.admin.v0.InitializationServiceGrpc;
import com.google.protobuf.Empty;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.id.NodeUid;
import io.cmc.rejection.ProblemCode;

/** How nodes are asked who they are. */
final class Identity {

  private static final String PARTICIPANT = "PAR::";

  private Identity() {}

  /** The uid of a participant or domain, at its admin API. */
  static String atAdmin(Link link) {
    var call = Call.read(InitializationServiceGrpc.getGetIdMethod(), Empty.getDefaultInstance(), link.deadlines().own());
    return link.ask(call, answer -> {
      if (!answer.getInitialized()) throw link.trouble(Kind.TRANSIENT, ProblemCode.NODE_NOT_INITIALIZED,
          "an initialised node at " + link.where().address(), "one without identity");
      // domains have uids of the same form
      return new NodeUid(answer.getUniqueIdentifier()).value();
    });
  }

  static String atLedger(Link link) {
    var call = Call.read(PartyManagementServiceGrpc.getGetParticipantIdMethod(), GetParticipantIdRequest.getDefaultInstance(),
        link.deadlines().own());
    return link.ask(call, answer -> participant(answer.getParticipantId()).value());
  }

  /** With or without its kind in front; nodes use both. */
  static NodeUid participant(String text) {
    return new NodeUid(text.startsWith(PARTICIPANT) ? text.substring(PARTICIPANT.length()) : text);
  }
}
