// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.event.IncidentEvent;
import io.cmc.event.IncidentEvent.IncidentAcknowledged;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentCommented;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.id.IncidentId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.projection.Happened;
import io.cmc.projection.incident.IncidentRow.Note;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentFoldTest {

  private static final MigrationId M = new MigrationId("net-eu-7");
  private static final NodeName ALFA = new NodeName("alfa");
  private static final IncidentId ID = new IncidentId("net-eu-7/alfa~1");
  private static final Instant AT = Instant.parse("2026-03-07T06:00:00Z");
  private static final Problem NO_SPACE = Problem.of(ProblemCode.SPACE_SHORT, "12 GB", "3 GB");

  private Optional<IncidentRow> row = Optional.empty();

  @Test void an_incident_tells_who_takes_care_of_it_what_was_written_and_why_it_is_closed() {
    told(1, new IncidentOpened(M, ALFA, ID, NO_SPACE, AT), "service");
    told(2, new IncidentAcknowledged(M, ALFA, ID, "", AT), "anna");
    told(3, new IncidentAcknowledged(M, ALFA, ID, "me too", AT), "ben");
    told(4, new IncidentCommented(M, ALFA, ID, "the disk", AT), "anna");
    told(5, new IncidentClosed(M, ALFA, ID, "it goes on", AT), "service");

    assertThat(row).contains(new IncidentRow(ID, M, ALFA, 1, 5, NO_SPACE, AT, Optional.of(new Note("anna", "", AT)),
        java.util.List.of(new Note("ben", "me too", AT), new Note("anna", "the disk", AT)), Optional.of(new Note("service", "it goes on", AT))));
  }

  @Test void an_event_that_is_told_again_changes_nothing() {
    told(1, new IncidentOpened(M, ALFA, ID, NO_SPACE, AT), "service");
    told(2, new IncidentCommented(M, ALFA, ID, "the disk", AT), "anna");
    var before = row;

    told(2, new IncidentCommented(M, ALFA, ID, "the disk", AT), "anna");
    told(1, new IncidentOpened(M, ALFA, ID, NO_SPACE, AT), "service");

    assertThat(row).isEqualTo(before);
  }

  @Test void one_that_was_never_opened_does_not_fit() {
    assertThatThrownBy(() -> told(1, new IncidentClosed(M, ALFA, ID, "", AT), "service")).isInstanceOf(IllegalStateException.class).hasMessageContaining("net-eu-7/alfa~1");
  }

  private void told(long position, IncidentEvent event, String by) {
    row = Optional.of(IncidentFold.evolve(row, event, new Happened(position, event, Map.of("actorName", by))));
  }
}
