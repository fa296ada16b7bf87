// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.cmc.api.v1.DeadLetter;
import io.cmc.api.v1.DeadLetterOrder;
import io.cmc.api.v1.ListDeadLettersResponse;
import io.cmc.api.v1.Problem;
import io.cmc.api.v1.PublicationState;
import io.cmc.api.v1.PublicationStatus;
import io.cmc.api.v1.RepublishProgress;
import io.cmc.api.v1.RepublishRequest;
import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PublicationVerbsTest {

  private final FakeService service = FakeService.start();

  @AfterEach void stop() {
    service.close();
  }

  @Test void the_lag_is_said_with_its_age_and_its_cause() {
    service.publication = _ -> PublicationStatus.newBuilder().setState(PublicationState.PUBLICATION_UNREACHABLE).setTopic("cmc.events")
        .setPosition(40).setLastPosition(100).setOldestUnpublishedAt(Timestamp.newBuilder().setSeconds(1_772_863_200)).setWaitingMigrations(2)
        .setProblem(Problem.newBuilder().setCode("KAFKA_UNREACHABLE").setExpected("a Kafka").setFound("none").setRemedy("start it")).build();

    assertThat(Terminal.of(service).run("events").out()).contains("Kafka is away  cmc.events  event 40 of 100", "60 events to be published, the oldest of 2026-03-07",
        "2 migrations wait at a dead letter", "KAFKA_UNREACHABLE");
  }

  @Test void without_kafka_that_is_said() {
    service.publication = _ -> PublicationStatus.newBuilder().setState(PublicationState.PUBLICATION_OFF).build();

    assertThat(Terminal.of(service).run("events", "status").out()).startsWith("no Kafka is configured");
  }

  @Test void dead_letters_are_listed_with_what_waits_behind_them_and_why() {
    service.letters = _ -> ListDeadLettersResponse.newBuilder().addLetters(DeadLetter.newBuilder().setGroup("kafka").setEvent("e-1")
        .setMigration("net").setKind("MigrationPlanned").setBehind(12).setCause("too large")).build();

    assertThat(Terminal.of(service).run("dead-letters").out()).contains("GROUP", "kafka", "e-1", "MigrationPlanned", "12", "too large");
    assertThat(Terminal.of(service).run("dead-letters", "list", "-q").out()).isEqualToIgnoringNewLines("e-1");
  }

  @Test void an_order_names_group_event_and_reason() {
    Terminal.of(service).run("dead-letters", "discard", "kafka", "e-1", "--reason", "CHG-1");

    var order = service.only(DeadLetterOrder.class);
    assertThat(order.getGroup() + " " + order.getEvent() + " " + order.getContext().getReason()).isEqualTo("kafka e-1 CHG-1");
  }

  @Test void a_republication_tells_how_far_it_is_and_that_it_is_complete() {
    service.republish = (request, out) -> {
      out.onNext(RepublishProgress.newBuilder().setPosition(200).setLastPosition(300).build());
      out.onNext(RepublishProgress.newBuilder().setPosition(300).setLastPosition(300).setComplete(true).build());
      out.onCompleted();
    };

    var terminal = Terminal.of(service).run("events", "republish", "--to", "again", "--from", "7");

    assertThat(terminal.exit).isZero();
    assertThat(terminal.out().lines()).containsExactly("event 200 of 300", "event 300 of 300, complete");
    assertThat(service.only(RepublishRequest.class)).isEqualTo(RepublishRequest.newBuilder().setTo("again").setFrom(7).build());
  }

  @Test void a_republication_that_is_refused_or_cut_off_does_not_end_well() {
    assertThat(Terminal.of(service).run("events", "republish", "--to", "again").err()).startsWith("REPUBLISH_UNFINISHED");

    service.republish = (request, out) -> out.onError(FakeService.refusal(Status.Code.FAILED_PRECONDITION, Problem.newBuilder().setCode("LIVE_TOPIC").build()));

    assertThat(Terminal.of(service).run("events", "republish", "--to", "cmc.events").err()).startsWith("LIVE_TOPIC");
  }
}
