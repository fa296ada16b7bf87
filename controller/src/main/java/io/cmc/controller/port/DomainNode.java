// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.port;

import io.cmc.controller.port.ParticipantNode.DomainParameters;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerId;
import java.util.List;
import java.util.Set;

/** The admin API of a domain. */
public interface DomainNode {

  SynchronizerId id();

  /** Participants that are connected now. */
  List<NodeUid> connectedParticipants();

  /** Participants that the domain's topology knows, connected or not. */
  Set<NodeUid> knownParticipants();

  DomainParameters parameters();

  /** Sets {@code maxRatePerParticipant}, everything else unchanged; may be repeated. Protocol version 4 and up. */
  void setMaxRatePerParticipant(int rate);

  /**
   * Participants that its manager lets in, whether they came or not. An open domain lets everybody in and writes that down only when they
   * come; which kind it is, it does not tell.
   */
  Set<NodeUid> allowedParticipants();
}
