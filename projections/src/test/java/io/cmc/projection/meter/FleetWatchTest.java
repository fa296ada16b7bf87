// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.event.Event;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.event.MigrationEvent.*;
import io.cmc.id.IncidentId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Phase;
import io.cmc.plan.ClosingStrategy;
import io.cmc.projection.ReadSide;
import io.cmc.projection.SamplePlan;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.read.SealedEventReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetWatchTest {

  private static final Instant T0 = Instant.parse("2026-03-07T06:00:00Z");
  private static final MigrationId NET = new MigrationId("net-1");
  private static final NodeName ALFA = new NodeName("alfa");

  private final ReadSide readSide = ReadSide.create();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Instant now = T0;
  private final FleetWatch watch = new FleetWatch(readSide.sql(), readSide.bean(SealedEventReader.class), List.of(registry), () -> now);

  @AfterEach void close() {
    watch.close();
    readSide.close();
  }

  @Test void a_phase_is_told_by_what_it_was_spent_on_while_it_goes_on() {
    happened(planned(), new MigrationStarted(NET, SamplePlan.HASH, at(0)), new PhaseBegan(NET, Phase.QUIESCE, at(0)), new PhaseEnded(NET, Phase.QUIESCE, at(20)),
        new GateHeld(NET, Phase.DRAIN, at(20)));

    lookAt(60);
    assertThat(number("migration.phase.time", "phase", "quiesce", "spent", "work")).isEqualTo(20);
    assertThat(number("migration.phase.time", "phase", "drain", "spent", "people")).isEqualTo(40);
    assertThat(number("migration.gate.age", "before", "drain")).isEqualTo(40);
    assertThat(number("migration.state", "state", "at_gate")).isEqualTo(1);

    happened(new GateReleased(NET, Phase.DRAIN, at(70)), new PhaseBegan(NET, Phase.DRAIN, at(70)));
    lookAt(100);

    assertThat(number("migration.phase.time", "phase", "drain", "spent", "people")).isEqualTo(50);
    assertThat(number("migration.phase.time", "phase", "drain", "spent", "work")).isEqualTo(30);
    assertThat(registry.find("migration.gate.age").gauge()).as("nobody is waited for").isNull();
    assertThat(number("migration.state", "state", "running")).isEqualTo(1);
    assertThat(registry.find("migration.state").gauges()).as("it is in one state").hasSize(1);
  }

  @Test void participants_are_counted_by_what_they_are_doing_and_what_stands_still_by_why() {
    happened(planned(), new MigrationHeld(NET, "lunch", at(10)));

    lookAt(25);

    assertThat(number("migration.participants", "activity", "idle")).isEqualTo(1);
    assertThat(number("migration.standstill", "why", "hold")).isEqualTo(15);
  }

  @Test void an_incident_is_counted_while_it_is_open() {
    var incident = new IncidentId("net-1/alfa!1");
    happened(planned(), new IncidentOpened(NET, ALFA, incident, Problem.of(ProblemCode.SPACE_SHORT, "12 GB", "3 GB"), at(1)));

    lookAt(2);

    assertThat(number("migration.incidents", "code", "SPACE_SHORT")).isEqualTo(1);
  }

  @Test void what_a_read_model_does_not_show_yet_is_its_lag() {
    happened(planned());
    readSide.stop();
    var last = readSide.append(List.of(new MigrationHeld(NET, "lunch", at(10)), new MigrationResumed(NET, at(11))));

    lookAt(12);
    assertThat(number("migration.projection.lag", "model", "audit")).isEqualTo(2);
    assertThat(number("migration.store.lag")).as("all of them are sealed").isZero();

    readSide.goLive();
    readSide.awaitLive(last);
    lookAt(13);

    assertThat(number("migration.projection.lag", "model", "audit")).isZero();
  }

  @Test void where_the_database_is_away_there_are_no_figures_rather_than_old_ones() {
    happened(planned());
    lookAt(1);
    assertThat(registry.find("migration.state").gauge()).isNotNull();

    readSide.asOwner("alter table status_migration rename to hidden");
    lookAt(2);

    assertThat(registry.find("migration.state").gauge()).isNull();
  }

  private void happened(Event... events) {
    var last = readSide.append(List.of(events));
    if (readSide.axon() == null) readSide.goLive();
    readSide.awaitLive(last);
  }

  private void lookAt(long second) {
    now = at(second);
    watch.look();
  }

  private double number(String meter, String... tags) {
    return registry.get(meter).tags(tags).gauge().value();
  }

  private static Event planned() {
    return new MigrationPlanned(NET, SamplePlan.of(NET, List.of(ALFA), ClosingStrategy.OUTSIDE), SamplePlan.HASH, T0);
  }

  private static Instant at(long second) {
    return T0.plusSeconds(second);
  }
}
