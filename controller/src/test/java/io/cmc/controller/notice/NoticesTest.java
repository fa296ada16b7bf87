// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.approval.Gate;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.notice.Channel.Audience;
import io.cmc.controller.notice.Courier.Undelivered;
import io.cmc.controller.notice.Notice.Weight;
import io.cmc.controller.work.TestDatabase;
import io.cmc.event.ApprovalEvent.GlassBroken;
import io.cmc.event.Event;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.event.MigrationEvent.GateHeld;
import io.cmc.event.MigrationEvent.GateReleased;
import io.cmc.event.MigrationEvent.MigrationCompleted;
import io.cmc.event.MigrationEvent.PhaseBegan;
import io.cmc.id.IncidentId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Phase;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.read.SealedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told what, how often, and what becomes of it when a channel or the service is away. */
class NoticesTest {

  private static final MigrationPlan PLAN = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2);
  private static final MigrationId M = PLAN.migration();
  private static final NodeName ALFA = Plans.name(0);
  private static TestDatabase database;

  /** Takes what comes, unless it is away. */
  static class Ear implements Courier {
    final List<Notice> heard = new ArrayList<>();
    boolean away;
    int tries;

    @Override public void carry(Notice notice) {
      tries++;
      if (away) throw new Undelivered("nobody there");
      heard.add(notice);
    }

    List<String> texts() {
      return heard.stream().map(Notice::text).toList();
    }
  }

  private final List<SealedEvent> events = new ArrayList<>();
  private final Ear desk = new Ear();
  private final Ear teamZero = new Ear();
  private final Ear other = new Ear();
  private Instant now = Samples.NOON;
  private Intake intake;
  private List<Rounds> rounds;
  private long position;

  @BeforeAll static void a_database() {
    database = TestDatabase.create();
  }

  @BeforeEach void nobody_was_told_anything() {
    new NoticeTable(database.db()).forgetAll();
    database.emptied();
    database.keep(PLAN);
    start();
  }

  /** A service that knows what is in its database and nothing else. */
  private void start() {
    var channels = List.of(
        new Channel("desk", desk, Audience.EVERYBODY, Weight.INFO, Duration.ofHours(4)),
        new Channel("zero", teamZero, new Audience(Set.of("team-0"), Set.of()), Weight.WARNING, Duration.ZERO),
        new Channel("other", other, new Audience(Set.of("team-7"), Set.of(Kind.WAITS)), Weight.CRITICAL, Duration.ZERO));
    intake = new Intake(new Intake.Store(database.db(), database.transaction()), new Intake.Source() {
      @Override public List<SealedEvent> read(long after, int max) {
        return events.stream().filter(e -> e.position() > after).limit(max).toList();
      }

      @Override public long lastPosition() {
        return events.size();
      }
    }, database.plans(), channels);
    rounds = channels.stream().map(c -> new Rounds(c, new NoticeTable(database.db()), () -> now)).toList();
    position = intake.position();
  }

  private void happens(Event... more) {
    for (var event : more) {
      var n = events.size() + 1;
      events.add(new SealedEvent(n, n, "e" + n, "s", n, event.at(), event.getClass().getSimpleName(), "1", event, Map.of(), "{}", "00"));
    }
  }

  private void round() {
    position = intake.read(position, () -> now);
    rounds.forEach(Rounds::go);
  }

  private void later(Duration by) {
    now = now.plus(by);
    round();
  }

  private GateHeld held() {
    return new GateHeld(M, Phase.MOVE_CONTRACTS, Samples.NOON);
  }

  private static IncidentOpened opened(NodeName node) {
    return new IncidentOpened(M, node, new IncidentId("net-eu-7:" + node + ":1"), Problem.of(ProblemCode.DIFFERENCES_FOUND, "all as recorded", "bravo not so"), Samples.NOON);
  }

  private static IncidentClosed closed(IncidentOpened e) {
    return new IncidentClosed(M, e.node(), e.incident(), "mended", Samples.NOON);
  }

  @Test void a_gate_that_waits_is_told_once_and_again_after_a_while_until_somebody_comes() {
    happens(held());
    round();
    later(Duration.ofHours(3));
    assertThat(desk.texts()).singleElement().isEqualTo(M + " waits for you at the gate before MOVE_CONTRACTS since 2026-03-07T12:00:00Z: release it, or approve");

    later(Duration.ofHours(2));
    assertThat(desk.texts()).hasSize(2).last().asString().startsWith("Reminder: ");
    assertThat(desk.heard).extracting(Notice::id).containsExactly("cmc-1-0", "cmc-1-0/1");
    assertThat(teamZero.heard).as("is not reminded").hasSize(1);

    happens(new GateReleased(M, Phase.MOVE_CONTRACTS, Samples.NOON));
    later(Duration.ofHours(9));
    assertThat(desk.heard).hasSize(2);
  }

  @Test void the_same_is_not_told_twice_while_it_lasts() {
    happens(held(), held());
    round();

    assertThat(desk.heard).hasSize(1);
  }

  @Test void an_incident_is_told_and_its_end_to_whoever_it_concerns() {
    var mine = opened(ALFA);
    var bravo = opened(Plans.name(1));
    happens(mine, bravo, closed(mine));
    round();

    assertThat(desk.heard).extracting(Notice::kind).containsExactly(Kind.INCIDENT_OPENED, Kind.INCIDENT_OPENED, Kind.INCIDENT_CLOSED);
    assertThat(teamZero.texts()).as("own participants only, and nothing less than a warning").singleElement().asString().startsWith("alfa of " + M)
        .contains("bravo not so");
    assertThat(other.heard).isEmpty();
  }

  @Test void what_is_said_of_all_is_told_to_a_team_without_what_concerns_the_others() {
    happens(opened(NodeName.DOMAINS));
    round();

    assertThat(desk.texts().getFirst()).contains("bravo not so", ProblemCode.DIFFERENCES_FOUND.remedy());
    assertThat(teamZero.texts().getFirst()).doesNotContain("bravo").contains(ProblemCode.DIFFERENCES_FOUND.explanation());
  }

  @Test void break_glass_is_told_to_everybody_whatever_they_asked_for_and_names_nobody() {
    happens(new GlassBroken(M, Gate.PNR_1, "p-1", "Adam Admin", "the house is on fire", Samples.NOON.plusSeconds(600), Samples.NOON));
    round();

    assertThat(Stream.of(desk, teamZero, other)).allSatisfy(ear -> assertThat(ear.texts()).singleElement().asString()
        .contains("break-glass was used", "2026-03-07T12:10:00Z").doesNotContain("Adam", "p-1", "fire"));
  }

  @Test void a_channel_that_is_away_is_tried_less_and_less_often_and_keeps_nobody_else() {
    desk.away = true;
    happens(held(), new PhaseBegan(M, Phase.MOVE_CONTRACTS, Samples.NOON), new MigrationCompleted(M, Samples.NOON), opened(ALFA));
    round();
    assertThat(teamZero.heard).isNotEmpty();
    var first = desk.tries;
    for (var second = 0; second < 600; second += 5) later(Duration.ofSeconds(5));
    assertThat(desk.tries - first).as("tries in ten minutes").isBetween(4, 14);

    desk.away = false;
    later(Duration.ofMinutes(10));
    later(Duration.ofMinutes(10));
    assertThat(desk.heard).as("the wait is over, so nobody is told that it was").extracting(Notice::kind)
        .containsExactlyInAnyOrder(Kind.MIGRATION_ENDED, Kind.INCIDENT_OPENED);
  }

  @Test void one_notice_that_is_never_taken_does_not_keep_those_behind_it() {
    var picky = new Ear() {
      @Override public void carry(Notice notice) {
        if (notice.kind() == Kind.INCIDENT_OPENED) throw new Undelivered("400");
        super.carry(notice);
      }
    };
    happens(opened(ALFA), new MigrationCompleted(M, Samples.NOON));
    intake.read(position, () -> now);
    var rounds = new Rounds(new Channel("desk", picky, Audience.EVERYBODY, Weight.INFO, Duration.ZERO), new NoticeTable(database.db()), () -> now);

    for (var i = 0; i < 10; i++) {
      rounds.go();
      now = now.plusSeconds(60);
    }

    assertThat(picky.heard).extracting(Notice::kind).containsExactly(Kind.MIGRATION_ENDED);
  }

  @Test void after_a_kill_it_goes_on_where_it_was_and_what_nobody_noted_is_told_again_with_the_same_id() {
    happens(held());
    intake.read(position, () -> now);
    desk.carry(new NoticeTable(database.db()).due("desk", now, 9).getFirst().notice()); // told, and dead before it was noted

    happens(new MigrationCompleted(M, Samples.NOON));
    start();
    round();

    assertThat(position).isEqualTo(2);
    assertThat(desk.heard).extracting(Notice::id).containsExactly("cmc-1-0", "cmc-2-1");
    happens(held());
    round();
    assertThat(desk.heard).hasSize(3);
  }

  @Test void what_was_taken_but_not_noted_and_still_lasts_has_the_same_id_the_second_time() {
    happens(held());
    intake.read(position, () -> now);
    desk.carry(new NoticeTable(database.db()).due("desk", now, 9).getFirst().notice());

    start();
    round();

    assertThat(desk.heard).extracting(Notice::id).containsExactly("cmc-1-0", "cmc-1-0");
  }

  @Test void who_is_told_for_the_first_time_hears_nothing_of_before() {
    new NoticeTable(database.db()).forgetAll();
    happens(held());
    start();
    happens(new MigrationCompleted(M, Samples.NOON));
    round();

    assertThat(desk.heard).extracting(Notice::kind).containsExactly(Kind.MIGRATION_ENDED);
  }

  @Test void what_was_told_is_forgotten_after_a_while_and_what_lasts_is_not() {
    happens(opened(ALFA), new MigrationCompleted(M, Samples.NOON));
    round();

    new NoticeTable(database.db()).forget(Samples.NOON.plusSeconds(1));

    assertThat(database.db().sql("select kind from notice where channel = 'desk'").query(String.class).list()).containsExactly("INCIDENT_OPENED");
  }
}
