// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.id.MigrationId;
import io.cmc.projection.RandomHistory;
import io.cmc.projection.publish.Moments.Moment;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.read.SealedEventReader;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics of two teams beside the operators', in the same transactions. */
class TeamTopicsTest {

  private static Stand stand;
  private static final List<String> TEAMS = List.of("team-bank-1", "team-bank-2");

  private static final class Dies extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @BeforeAll static void history() {
    stand = new Stand();
    stand.store().append(RandomHistory.longerThan(200, RandomHistory.random("TeamTopicsTest"), 5, 2)); // more than a batch
  }

  @AfterAll static void close() {
    stand.close();
  }

  static Stream<Arguments> ends() {
    return Stream.of(Arguments.of(Moment.TRANSACTION_BEGUN, 2), Arguments.of(Moment.EVENTS_SENT, 1), Arguments.of(Moment.POSITION_SENT, 2), Arguments.of(Moment.COMMITTED, 1));
  }

  @ParameterizedTest(name = "{0}, the {1}. time") @MethodSource("ends")
  void each_event_is_once_in_each_teams_topic_when_the_publisher_dies_at(Moment where, int time) {
    var settings = Stand.withTeams(Stand.newTopic());
    var left = new int[] {time};
    assertThatThrownBy(() -> stand.publishAll(settings, moment -> {
      if (moment == where && --left[0] == 0) throw new Dies();
    })).isInstanceOf(Dies.class);

    stand.publishAll(settings, Moments.NOBODY);

    assertThat(Feed.read(settings)).as("the operators'").isEqualTo(stand.stored());
    TEAMS.forEach(team -> assertThat(ids(settings, team)).as(team).isEqualTo(stand.stored().values().stream().flatMap(List::stream).map(Feed.Item::id).toList()));
  }

  private static List<String> ids(PublicationSettings settings, String team) {
    return Feed.grouped(items(settings, team)).values().stream().flatMap(List::stream).map(Feed.Item::id).toList();
  }

  private static List<Feed.Item> items(PublicationSettings settings, String team) {
    return Feed.records(settings, settings.teamTopic(team).orElseThrow()).stream().map(Feed.Item::of).toList();
  }

  @Test void where_the_pattern_comes_later_teams_get_what_happens_from_then_on() {
    var migration = new MigrationId("net-1");
    var settings = Stand.newTopic();
    stand.publishAll(settings, Moments.NOBODY);
    var before = stand.last();
    var sequence = stand.store().bean(SealedEventReader.class).lastSequence(migration);
    for (int i = 0; i < 3; i++) stand.store().append(List.of(new MigrationHeld(migration, "", Instant.EPOCH)));

    stand.publishAll(Stand.withTeams(settings), Moments.NOBODY);

    assertThat(stand.last()).isEqualTo(before + 3);
    assertThat(items(Stand.withTeams(settings), "team-bank-1")).extracting(Feed.Item::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(sequence + 1, sequence + 3).boxed().toList());
  }

  @Test void nothing_is_republished_into_a_topic_that_is_a_teams() {
    var settings = Stand.withTeams(Stand.newTopic());
    var again = new Republication(settings, stand.store().sql(), stand.store().bean(SealedEventReader.class));

    assertThatThrownBy(() -> again.run(settings.topic() + ".team.nobody-yet", 1, () -> { }, progress -> { })).isInstanceOf(PublicationBlocked.class)
        .satisfies(e -> assertThat(((PublicationBlocked) e).problem().code()).isEqualTo(ProblemCode.LIVE_TOPIC));
  }

  @ParameterizedTest @ValueSource(strings = {"cmc.events", "{team}", "cmc.{team}.{team}", "cmc/{team}", "_{team}", "cmc.{Team}"})
  void a_pattern_that_makes_no_topic_for_each_team_is_refused(String pattern) {
    assertThatThrownBy(() -> new TeamTopics(pattern)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cmc.events.{team}").hasMessageEndingWith(pattern);
  }

  @ParameterizedTest @ValueSource(strings = {"", "a b", "a.b", "ä", "a/b", "position", "checkpoints"})
  void a_team_whose_name_makes_no_topic_of_its_own_has_none(String team) {
    var topic = Stand.newTopic();
    var beside = new PublicationSettings(topic.topic(), topic.source(), true, new TeamTopics(topic.topic() + ".{team}"), topic.creation(), topic.client());

    assertThat(beside.teamTopic(team)).isEmpty();
    assertThat(beside.teamTopic("alfa")).contains(topic.topic() + ".alfa");
    assertThat(beside.teamTopic("x".repeat(250))).isEmpty();
  }
}
