// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.GetPlanRequest;
import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.projection.RandomHistory;
import io.cmc.wire.ProtoTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What questions read in a store of a few migrations and in one of many, counted and not timed: a page, and not all the years. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class YearsOfHistoryTest {

  private static final int FEW = 6;
  private static final int MANY = Integer.getInteger("years.migrations", 30);
  /** Often enough that the server keeps a plan for all questions of a kind, where one session is asked. */
  private static final int TIMES = 12;
  private static final int OTHERWISE = TIMES * 100; // of a small table the server reads all rather than an index
  /** What is walked through at the most before an entry of some time is found. */
  private static final int STRETCH = TIMES * 2_000;

  private final Random random = RandomHistory.random("YearsOfHistoryTest");
  private Years few;
  private Years many;

  @BeforeAll void years() {
    var seed = random.nextLong();
    few = new Years(new Random(seed), FEW);
    many = new Years(new Random(seed), MANY);
  }

  @AfterAll void close() {
    few.close();
    many.close();
  }

  private static Map<String, Consumer<Years>> questions() {
    var all = new LinkedHashMap<String, Consumer<Years>>();
    all.put("migrations", y -> y.list(""));
    all.put("migrations of somebody who took part in one", y -> y.list("carol-1"));
    all.put("a status", y -> y.queries().getStatus(GetStatusRequest.newBuilder().setMigration("net-1").build()));
    all.put("a status as it was", y -> y.queries().getStatusAt(GetStatusAtRequest.newBuilder().setMigration("net-1").setSequence(100).build()));
    all.put("a plan", y -> y.queries().getPlan(GetPlanRequest.newBuilder().setMigration("net-1").build()));
    all.put("incidents", y -> y.incidents(q -> { }));
    all.put("open incidents", y -> y.incidents(q -> q.setOpenOnly(true)));
    all.put("incidents of a migration", y -> y.incidents(q -> q.setMigration("net-1")));
    all.put("incidents of somebody who took part in one", y -> y.incidents(q -> q.setParticipant("carol-1")));
    all.put("the first of all", y -> y.audit(q -> { }));
    all.put("the last of all", y -> y.audit(q -> q.setAfterPosition(y.last() - Years.PAGE)));
    all.put("of a migration", y -> y.audit(q -> q.setMigration("net-1")));
    all.put("of a participant", y -> y.audit(q -> q.setParticipant("carol-1")));
    all.put("of a participant in a migration", y -> y.audit(q -> q.setMigration("net-1").setParticipant("bank-1")));
    all.put("of an actor", y -> y.audit(q -> q.setActor("operator-1")));
    all.put("of nobody", y -> y.audit(q -> q.setActor("nobody")));
    all.put("of a kind that is rare", y -> y.audit(q -> q.addKinds("MigrationPlanned")));
    all.put("of an order", y -> y.audit(q -> q.setOrder("c-" + y.last() / 10)));
    all.put("of a team", y -> y.audit(q -> q.setTeam("retail")));
    all.put("of a team that did nothing", y -> y.audit(q -> q.setTeam("nobody's")));
    return all;
  }

  private static Map<String, Consumer<Years>> questionsOfATime() {
    var all = new LinkedHashMap<String, Consumer<Years>>();
    all.put("of the last week", y -> y.audit(q -> q.setFrom(ProtoTime.of(y.lastWeek()))));
    all.put("of the later half of all years", y -> y.audit(q -> q.setFrom(ProtoTime.of(y.middle()))));
    all.put("of a team in that time", y -> y.audit(q -> q.setTeam("treasury").setFrom(ProtoTime.of(y.middle()))));
    all.put("of the first week, behind its end", y -> y.audit(q -> q.setAfterPosition(y.last() / 2).setTo(ProtoTime.of(Years.week(2)))));
    all.put("of the first week, to its end", y -> y.audit(q -> q.setLimit(1_000).setTo(ProtoTime.of(Years.week(2)))));
    all.put("of a week to come", y -> y.audit(q -> q.setFrom(ProtoTime.of(y.lastWeek().plus(Years.APART)))));
    return all;
  }

  private static Stream<String> names() {
    return questions().keySet().stream();
  }

  private static Stream<String> namesOfATime() {
    return questionsOfATime().keySet().stream();
  }

  @ParameterizedTest @MethodSource("names") void a_question_reads_as_much_as_when_there_was_little_history(String question) {
    readsNotMore(question, questions().get(question), OTHERWISE);
  }

  @ParameterizedTest @MethodSource("namesOfATime") void nor_does_one_about_a_time_walk_through_what_was_before_or_behind(String question) {
    readsNotMore(question, questionsOfATime().get(question), OTHERWISE + STRETCH);
  }

  private void readsNotMore(String name, Consumer<Years> question, int otherwise) {
    var then = read(few, question);
    var now = read(many, question);
    System.out.printf("%s: %d rows of %d events, %d rows of %d events%n", name, then / TIMES, few.last(), now / TIMES, many.last());
    assertThat(now).isLessThanOrEqualTo(then + otherwise);
  }

  private static long read(Years years, Consumer<Years> question) {
    return years.read(() -> IntStream.range(0, TIMES).forEach(n -> question.accept(years)));
  }

  @Test void reading_all_would_be_noticed() {
    assertThat(read(many, Years::all)).isGreaterThan(TIMES * few.last() + OTHERWISE + STRETCH);
  }

  @Test void a_page_about_a_time_or_a_team_has_what_a_look_at_each_entry_finds() {
    var all = Stream.iterate(page(0), page -> !page.isEmpty(), page -> page(page.getLast().getPosition())).flatMap(List::stream).toList();
    assertThat(all).hasSize((int) many.last());

    IntStream.range(0, 200).forEach(n -> {
      var asked = new Asked(random.nextInt(3) == 0 ? 0 : random.nextLong(many.last()), moment(), moment(), List.of("", "retail", "treasury").get(random.nextInt(3)),
          1 + random.nextInt(60));
      assertThat(asked.page(many)).as(asked.toString()).isEqualTo(all.stream().filter(asked::fits).limit(asked.limit).toList());
    });
  }

  private List<AuditEntry> page(long after) {
    return many.audit(q -> q.setLimit(1_000).setAfterPosition(after));
  }

  /** Also of before the first and behind the last week. */
  private Instant moment() {
    return Years.BEGIN.plus(Duration.ofSeconds(random.nextLong(Years.APART.multipliedBy(MANY + 2).toSeconds())));
  }

  private record Asked(long after, Instant from, Instant to, String team, int limit) {

    List<AuditEntry> page(Years years) {
      return years.audit(q -> q.setAfterPosition(after).setFrom(ProtoTime.of(from)).setTo(ProtoTime.of(to)).setTeam(team).setLimit(limit));
    }

    boolean fits(AuditEntry entry) {
      var at = ProtoTime.of(entry.getAt());
      return entry.getPosition() > after && !at.isBefore(from) && at.isBefore(to) && (team.isEmpty() || entry.getActorTeamsList().contains(team));
    }
  }
}
