// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.event.Event;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.event.OrderEvent.OrderRefused;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.projection.RandomHistory;
import io.cmc.projection.RandomMigration;
import io.cmc.projection.publish.Parcel.Known;
import io.cmc.projection.publish.PublicationSettings.Creation;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.names.EventNames;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.read.SealedText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three teams, each with one participant in migrations that they share, and one that a team has for itself. */
class TeamCopiesTest {

  private static Stand stand;
  private static final MigrationId SHARED = new MigrationId("net-1");
  private static final MigrationId ALONE = new MigrationId("alone");
  private static final List<String> BANKS = List.of("bank-1", "bank-2", "bank-3");
  private static final PublicationSettings SETTINGS = new PublicationSettings("events", URI.create("/test"), true, new TeamTopics("events.{team}"),
      new Creation(true, 1, 1), Map.of());

  private static List<SealedText> events;

  @BeforeAll static void history() {
    stand = new Stand();
    var random = RandomHistory.random("TeamCopiesTest");
    var all = new ArrayList<Event>();
    all.add(new OrderRefused(SHARED, "", "PlanMigration", problem("bank-2 is busy"), Instant.EPOCH));
    all.addAll(RandomHistory.longerThan(500, random, 4, BANKS.size()));
    all.addAll(RandomMigration.of(random, ALONE, List.of(new NodeName("bank-1"))));
    all.addAll(List.of(new MigrationHeld(SHARED, "wait\nbank-2", Instant.EPOCH), new MigrationHeld(SHARED, "https://bank-3.example:5012/ is slow", Instant.EPOCH),
        new StepParked(SHARED, new NodeName("bank-1"), new RequestId("net-1#x"), problem("bank-2::1220cc did not answer"), Instant.EPOCH)));
    stand.store().append(all);
    events = stand.store().bean(SealedEventReader.class).texts(0, 1_000_000);
  }

  @AfterAll static void close() {
    stand.close();
  }

  private static Problem problem(String found) {
    return Problem.of(ProblemCode.WRONG_PHASE, "an answer", found);
  }

  /** Every copy for a team, with the event that it is of. */
  private static List<Told> told() throws Unpublishable {
    var press = press();
    var told = new ArrayList<Told>();
    for (var event : events) {
      for (var copy : press.of(event, new Known(Map.of(), Map.of())).copies()) told.add(new Told(event, copy));
    }
    return told;
  }

  private static Press press() {
    var envelope = new Envelope(SETTINGS.topic(), SETTINGS.source());
    return new Press(envelope, new TeamCopies(SETTINGS, envelope, new Crews(stand.store().bean(SealedEventReader.class))));
  }

  private record Told(SealedText event, ProducerRecord<String, byte[]> copy) {

    String bank() {
      return copy.topic().substring("events.team-".length());
    }

    String header(String name) {
      var header = copy.headers().lastHeader(name);
      return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    String data() {
      return new String(copy.value(), StandardCharsets.UTF_8);
    }

    String whole() {
      return StreamSupport.stream(copy.headers().spliterator(), false).map(h -> h.key() + "=" + new String(h.value(), StandardCharsets.UTF_8))
          .collect(Collectors.joining(" ")) + " " + data();
    }

    boolean inFull() {
      return data().equals(event.event().payload()) && header("ce_type").equals("io.cmc." + event.event().name() + ".v" + event.event().revision());
    }
  }

  @Test void nothing_that_a_team_gets_names_a_participant_of_another() throws Unpublishable {
    assertThat(told()).isNotEmpty().allSatisfy(t -> BANKS.stream().filter(b -> !b.equals(t.bank()))
        .forEach(other -> assertThat(t.whole()).as("%s for the team of %s", t.event().event().name(), t.bank()).doesNotContain(other)));
  }

  @Test void each_team_gets_every_event_from_the_plan_on_under_its_own_id_and_number() throws Unpublishable {
    var first = events.stream().filter(e -> e.event().name().equals("MigrationPlanned")).collect(Collectors.toMap(SealedText::migration, SealedText::migrationSequence));
    var planned = events.stream().filter(e -> e.migrationSequence() >= first.get(e.migration())).toList();

    for (var bank : BANKS) {
      var expected = planned.stream().filter(e -> !e.migration().equals(ALONE.value()) || bank.equals("bank-1")).map(e -> e.event().eventId() + e.migrationSequence()).toList();
      assertThat(told().stream().filter(t -> t.bank().equals(bank)).map(t -> t.header("ce_id") + Long.parseLong(t.header("ce_sequence")))).isEqualTo(expected);
    }
    assertThat(first).as("one was refused before it was planned").containsEntry(SHARED.value(), 2L);
    assertThat(told()).allSatisfy(t -> assertThat(t.copy().key()).isEqualTo(t.event().migration()));
  }

  @Test void a_migration_that_a_team_has_for_itself_is_told_byte_for_byte() throws Unpublishable {
    assertThat(told().stream().filter(t -> t.event().migration().equals(ALONE.value()))).isNotEmpty().allMatch(Told::inFull)
        .allSatisfy(t -> assertThat(t.header("ce_correlationid")).isNotEmpty());
  }

  @Test void of_one_that_it_shares_a_team_gets_the_course_and_its_own_participants_in_full() throws Unpublishable {
    var shared = told().stream().filter(t -> !t.event().migration().equals(ALONE.value())).toList();

    assertThat(of("PhaseBegan", shared)).isNotEmpty().allMatch(Told::inFull);
    assertThat(of("ParticipantEnrolled", shared)).hasSize(4 * 3 * 3)
        .allSatisfy(t -> assertThat(t.inFull()).isEqualTo(t.event().event().payload().contains(t.bank() + "\"")));
    assertThat(of("StageBegan", shared)).isNotEmpty()
        .allSatisfy(t -> assertThat(t.header("ce_type")).isEqualTo("io.cmc.StageBegan.v1"))
        .anySatisfy(t -> assertThat(t.data()).contains("\"participants\":[\"" + t.bank() + "\"]"))
        .anySatisfy(t -> assertThat(t.header("ce_leftout")).isEqualTo("2"));
  }

  @Test void what_is_not_told_says_that_it_happened_and_of_others_participants_not_even_what() throws Unpublishable {
    var planned = of("MigrationPlanned", told()).stream().filter(t -> t.event().migration().equals(SHARED.value())).toList();
    assertThat(planned).hasSize(3).allSatisfy(t -> assertThat(t.data()).isEqualTo("{\"migration\":\"net-1\",\"event\":\"MigrationPlanned\",\"revision\":\"1\"}"))
        .allSatisfy(t -> assertThat(t.header("ce_type")).isEqualTo("io.cmc.EventVeiled.v1"));

    var another = of("ParticipantEnrolled", told()).stream().filter(t -> t.header("ce_type").equals("io.cmc.EventVeiled.v1")).toList();
    assertThat(another).hasSize(4 * 3 * 2).allSatisfy(t -> assertThat(t.data()).isEqualTo("{\"migration\":\"" + t.event().migration() + "\"}"))
        .allSatisfy(t -> assertThat(t.whole()).doesNotContain("ce_subject", "ce_auth", "ce_correlationid", "ParticipantEnrolled"));
  }

  @Test void a_discarded_event_is_told_without_the_reason_that_somebody_wrote() throws Unpublishable {
    var event = events.stream().filter(e -> e.event().name().equals("PhaseBegan") && e.migration().startsWith("net-")).findFirst().orElseThrow();

    var copies = press().of(event, new Known(Map.of(event.event().eventId(), "because of bank-2"), Map.of())).copies();

    assertThat(copies).hasSize(3).allSatisfy(c -> assertThat(new String(c.value(), StandardCharsets.UTF_8)).isEqualTo("{\"migration\":\"" + event.migration() + "\"}"));
  }

  private static List<Told> of(String name, List<Told> told) {
    return told.stream().filter(t -> t.event().event().name().equals(name)).toList();
  }

  @Test void it_is_said_of_every_event_how_it_is_told() {
    var names = EventNames.standard();

    assertThat(Telling.all()).isEqualTo(names.all().stream().map(names::type).collect(Collectors.toSet()));
  }

  @Test void without_a_pattern_nothing_is_copied() throws Unpublishable {
    var without = new PublicationSettings("events", SETTINGS.source(), true, TeamTopics.NONE, SETTINGS.creation(), Map.of());
    var envelope = new Envelope("events", SETTINGS.source());
    var press = new Press(envelope, new TeamCopies(without, envelope, new Crews(stand.store().bean(SealedEventReader.class))));

    for (var event : events.subList(0, 50)) assertThat(press.of(event, new Known(Map.of(), Map.of())).copies()).isEmpty();
  }
}
