// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.ParticipantStatus;
import io.cmc.sim.Network;

/** A person who reads what the service waits for, and stops and starts participants when it says so. */
public final class Caretaker {

  private final Network network;

  public Caretaker(Network network) {
    this.network = network;
  }

  /** Does what is asked for in this status; may be called again with the same one. */
  public void attend(MigrationStatus status) {
    status.getParticipantsList().forEach(this::attend);
  }

  private void attend(ParticipantStatus participant) {
    var asked = participant.getActivity().getWaitsFor();
    if (asked.startsWith("somebody to stop ")) network.participant(participant.getName()).stop();
    if (asked.startsWith("somebody to start ")) network.participant(participant.getName()).start();
  }
}
