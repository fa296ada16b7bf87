// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.ParticipantStatus;
import io.cmc.projection.sight.View;
import io.cmc.projection.status.ParticipantRow;
import io.cmc.projection.status.StatusQueries.Found;
import io.cmc.projection.status.Waits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The status as it goes out, people by their names. What is said of a participant is remembered for as long as its row is the same object and it
 * waits for the same, and looked through for people once; of a thousand participants hardly any names a person. For any number of threads.
 */
public final class ShownStatus {

  private static final int MOST = 4000;

  /** @param bare whether no person is in it */
  private record Part(ParticipantRow row, String waitsFor, ParticipantStatus told, boolean bare) {}

  private final Faces faces;
  private final Map<String, Part> parts = new ConcurrentHashMap<>();

  public ShownStatus(Faces faces) {
    this.faces = faces;
  }

  MigrationStatus of(Found found, View view) {
    return view.whole() ? whole(found) : faces.in(StatusMessage.of(found, view));
  }

  private MigrationStatus whole(Found found) {
    var message = StatusMessage.outline(found, View.WHOLE);
    var bare = new ArrayList<ParticipantStatus>();
    var idle = Waits.ofIdle(found.migration(), View.WHOLE);
    for (var row : found.participants()) {
      var part = part(row, Waits.of(found.migration(), row, idle));
      if (part.bare()) bare.add(part.told());
      else message.addParticipants(part.told());
      StatusMessage.findings(message, row.known().check(), row.name());
    }
    return together(faces.in(message.build()), bare, found.participants());
  }

  private Part part(ParticipantRow row, String waitsFor) {
    var key = row.migration().value() + '/' + row.name().value();
    var known = parts.get(key);
    if (known != null && known.row() == row && known.waitsFor().equals(waitsFor)) return known;
    var told = ParticipantMessage.of(row, waitsFor);
    var part = new Part(row, waitsFor, told, !Faces.mayBeIn(told));
    if (known == null && parts.size() >= MOST) parts.clear();
    parts.put(key, part);
    return part;
  }

  /** Participants in the order of their names; who answered whose ping names nobody. */
  private static MigrationStatus together(MigrationStatus named, List<ParticipantStatus> bare, List<ParticipantRow> rows) {
    var all = new ArrayList<>(named.getParticipantsList());
    all.addAll(bare);
    all.sort(Comparator.comparing(ParticipantStatus::getName));
    var message = named.toBuilder().clearParticipants().addAllParticipants(all);
    rows.forEach(row -> row.known().pings().forEach(ping -> message.addPings(ParticipantMessage.of(row.name(), ping))));
    return message.build();
  }
}
