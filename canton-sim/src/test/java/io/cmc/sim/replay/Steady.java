// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.replay;

import com.digitalasset.canton.domain.admin.v0.DomainStatusResponse;
import com.digitalasset.canton.health.admin.v0.NodeStatus;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusResponse;
import com.digitalasset.canton.participant.admin.v0.PingResponse;
import com.google.protobuf.Message;

/** The parts of an answer that do not depend on the hour and the machine. */
final class Steady {

  private Steady() {}

  static Message parts(Message answer) {
    return switch (answer) {
      case NodeStatus s -> status(s);
      case ParticipantStatusResponse s -> participant(s);
      case DomainStatusResponse s -> domain(s);
      case PingResponse p when p.hasSuccess() -> p.toBuilder().setSuccess(p.getSuccess().toBuilder().clearPingTime()).build();
      default -> answer;
    };
  }

  /** What the recording shows in {@code extra} has ids of other nodes in bytes; they are compared elsewhere. */
  private static Message status(NodeStatus s) {
    return s.toBuilder().setSuccess(s.getSuccess().toBuilder().clearUptime().clearPorts().clearExtra()).build();
  }

  private static Message participant(ParticipantStatusResponse s) {
    var status = s.getStatus().toBuilder();
    status.getCommonStatusBuilder().clearUptime().clearPorts();
    return s.toBuilder().setStatus(status).build();
  }

  private static Message domain(DomainStatusResponse s) {
    var status = s.getStatus().toBuilder();
    status.getCommonStatusBuilder().clearUptime().clearPorts();
    return s.toBuilder().setStatus(status).build();
  }
}
