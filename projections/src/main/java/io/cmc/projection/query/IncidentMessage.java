// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.Incident;
import io.cmc.api.v1.IncidentComment;
import io.cmc.projection.incident.IncidentRow.Note;
import io.cmc.projection.incident.IncidentRow;
import io.cmc.projection.sight.View;
import io.cmc.wire.ProblemMessage;
import io.cmc.wire.ProtoTime;

final class IncidentMessage {

  private IncidentMessage() {}

  static Incident of(IncidentRow row, View view) {
    var message = Incident.newBuilder().setIncident(row.id().value()).setMigration(row.migration().value())
        .setProblem(ProblemMessage.of(row.problem(), row.node())).setOpenedAt(ProtoTime.of(row.at()));
    row.acknowledged().ifPresent(a -> message.setAcknowledgedBy(a.by()).setAcknowledgedAt(ProtoTime.of(a.at())));
    row.notes().forEach(n -> message.addComments(of(n)));
    row.closed().ifPresent(c -> message.setClosedAt(ProtoTime.of(c.at())).setClosedBy(c.by()).setClosedBecause(c.text()));
    if (row.node().isDomains() && !view.whole()) message.getProblemBuilder().clearExpected().clearFound();
    return Veil.over(message.build(), view);
  }

  private static IncidentComment of(Note note) {
    return IncidentComment.newBuilder().setBy(note.by()).setText(note.text()).setAt(ProtoTime.of(note.at())).build();
  }
}
