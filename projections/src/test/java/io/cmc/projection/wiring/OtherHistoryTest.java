// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.event.Event;
import io.cmc.event.IncidentEvent.IncidentAcknowledged;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.id.IncidentId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.plan.ClosingStrategy;
import io.cmc.projection.ReadSide;
import io.cmc.projection.SamplePlan;
import io.cmc.projection.replay.Replay;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A standby that had not been told all takes the place of the database, and goes another way. */
class OtherHistoryTest {

  private static final Instant AT = Instant.parse("2026-03-07T06:00:00Z");
  private static final MigrationId NET = new MigrationId("net-1");
  private static final NodeName ALFA = new NodeName("alfa");
  private static final IncidentId INCIDENT = new IncidentId("net-1/alfa~1");
  private static final Problem NO_SPACE = Problem.of(ProblemCode.SPACE_SHORT, "12 GB", "3 GB");
  private static final List<Event> LOST = List.of(new MigrationHeld(NET, "lost", AT), new IncidentAcknowledged(NET, ALFA, INCIDENT, "lost", AT));
  private static final List<Event> OTHERS = List.of(new MigrationHeld(NET, "other", AT), new IncidentAcknowledged(NET, ALFA, INCIDENT, "other", AT),
      new IncidentAcknowledged(NET, ALFA, INCIDENT, "another", AT));
  private static final List<String> WRITTEN = List.of("token_entry", "status_migration", "status_participant", "status_version", "incident", "audit_entry");

  private final ReadSide readSide = ReadSide.create();
  private long known;

  @BeforeEach void what_the_standby_knows() {
    readSide.goLive();
    known = readSide.append(List.of(new MigrationPlanned(NET, SamplePlan.of(NET, List.of(ALFA), ClosingStrategy.OUTSIDE), SamplePlan.HASH, AT),
        new IncidentOpened(NET, ALFA, INCIDENT, NO_SPACE, AT)));
    readSide.awaitLive(known);
  }

  @AfterEach void close() {
    readSide.close();
  }

  @Test void what_was_read_of_the_lost_history_is_written_by_no_model() throws SQLException {
    try (var _ = readSide.holdTokens(3, () -> readSide.append(LOST))) {
      readSide.lose(known);
    }

    assertEveryModelIsOf(OTHERS);
  }

  @Test void whoever_had_written_more_than_the_standby_knows_is_told_its_history_from_there() {
    WRITTEN.forEach(table -> readSide.asOwner("create table known_" + table + " as table " + table));
    readSide.awaitLive(readSide.append(LOST));

    readSide.lose(known);
    WRITTEN.forEach(table -> readSide.asOwner("delete from " + table + "; insert into " + table + " select * from known_" + table));

    assertEveryModelIsOf(OTHERS);
  }

  private void assertEveryModelIsOf(List<Event> others) {
    readSide.awaitLive(readSide.append(others));
    var live = readSide.contents();
    List.of("status", "incident", "audit").forEach(model -> readSide.bean(Replay.class).rebuild(model, progress -> {}));
    assertThat(live).isEqualTo(readSide.contents()).contains("other").doesNotContain("lost");
  }
}
