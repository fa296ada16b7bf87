// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.Finding;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.ParticipantStatus;
import io.cmc.api.v1.Ping;
import io.cmc.projection.sight.View;
import io.cmc.projection.status.ParticipantRow;
import java.util.List;

/**
 * What is told of one participant.
 *
 * @param number how many parts of the migration had been made otherwise than before when this one was
 * @param bare whether no person is in it
 */
record Part(ParticipantRow row, String waitsFor, long number, ParticipantStatus participant, List<Ping> pings, List<Finding> findings, boolean bare) {

  static Part of(ParticipantRow row, String waitsFor, long number) {
    var told = MigrationStatus.newBuilder();
    StatusMessage.participant(told, row, waitsFor, View.WHOLE);
    return new Part(row, waitsFor, number, told.getParticipants(0), told.getPingsList(), told.getFindingsList(), !Faces.mayBeIn(told.build()));
  }

  boolean isOf(ParticipantRow row, String waitsFor) {
    return this.row == row && this.waitsFor.equals(waitsFor);
  }

  /** Whether the same is told, though perhaps of another row. */
  boolean saysTheSame(Part other) {
    return participant.equals(other.participant) && pings.equals(other.pings) && findings.equals(other.findings);
  }

  /** The same, made at another time. */
  Part at(long number) {
    return new Part(row, waitsFor, number, participant, pings, findings, bare);
  }
}
