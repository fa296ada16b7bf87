// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.access.Actor;
import io.cmc.access.OrderContext;
import io.cmc.command.HandleIncident;
import io.cmc.command.HandleMigrationIncident;
import io.cmc.controller.survey.ExclusionPreview.Preview;
import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.IncidentDeed;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectionsTest {

  @Test void a_reason_of_blanks_is_none() {
    assertThat(Objections.reason(by(" "))).map(Problem::code).contains(ProblemCode.CONTEXT_MISSING);
    assertThat(Objections.reason(by("fire"))).isEmpty();
  }

  @Test void the_name_is_typed_whole_and_as_it_is_written() {
    assertThat(Objections.typed("net-eu-7", "net-eu-7")).isEmpty();
    assertThat(Objections.typed("net-eu-7", "net-eu")).map(Problem::found).contains("\"net-eu\"");
    assertThat(Objections.typed("net-eu-7", "")).map(Problem::found).contains("nothing");
  }

  @Test void what_is_cut_off_now_must_be_what_was_shown() {
    assertThat(Objections.exclusion("9f2c", preview("9f2c", false))).isEmpty();
    assertThat(Objections.exclusion("9f2c", preview("77aa", false))).map(Problem::code).contains(ProblemCode.SHOWN_DIFFERS);
  }

  @Test void who_still_takes_commands_on_the_source_is_not_excluded() {
    assertThat(Objections.exclusion("9f2c", preview("9f2c", true))).map(Problem::code).contains(ProblemCode.STILL_TRADING);
  }

  private static Preview preview(String digest, boolean open) {
    return new Preview(new NodeName("alfa"), true, open, List.of(), digest, List.of());
  }

  @Test void an_incident_is_handled_in_the_stream_that_its_number_names() {
    var ofParticipant = (HandleIncident) IncidentOrders.of("net-eu-7/alfa~2", IncidentDeed.CLOSE, "mended", by(""));
    var ofMigration = (HandleMigrationIncident) IncidentOrders.of("net-eu-7~2", IncidentDeed.COMMENT, "cable", by(""));

    assertThat(ofParticipant.journey()).isEqualTo(new JourneyId(new MigrationId("net-eu-7"), new NodeName("alfa")));
    assertThat(ofParticipant.incident()).hasToString("net-eu-7/alfa~2");
    assertThat(ofMigration.migration()).hasToString("net-eu-7");
  }

  @ParameterizedTest @ValueSource(strings = {"", "net-eu-7", "Not A Name~1", "net/~1", "/alfa~1", "!1"})
  void what_cannot_be_the_number_of_an_incident_is_the_number_of_none(String number) {
    assertThatThrownBy(() -> IncidentOrders.of(number, IncidentDeed.CLOSE, "", by("")))
        .isInstanceOfSatisfying(OrderRejected.class, e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.INCIDENT_NOT_FOUND));
  }

  private static OrderContext by(String reason) {
    return new OrderContext(Actor.SERVICE, reason, "", "", Instant.EPOCH);
  }
}
