// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cmc.access.Actor;
import io.cmc.access.Grant;
import io.cmc.access.Grants;
import io.cmc.access.Role;
import io.cmc.api.v1.Finding;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.ParticipantStatus;
import io.cmc.api.v1.client.StatusChanges;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.PingsAnswered;
import io.cmc.id.MigrationId;
import io.cmc.projection.RandomHistory;
import io.cmc.projection.ReadSide;
import io.cmc.projection.replay.Replay;
import io.cmc.projection.sight.View;
import io.cmc.projection.status.StatusQueries;
import io.cmc.projection.status.StatusQueries.Found;
import io.cmc.store.person.PersonBook;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever knows a status and asks what has changed since. */
class ChangedStatusTest {

  private static final MigrationId NET = new MigrationId("net-1");
  private static final Actor EVERYBODY = new Actor("olga", "Olga", "test", new Grants(Set.of(Grant.everywhere(Role.AUDITOR))));
  private static final Actor BANK_1 = new Actor("bea", "Bea", "test", new Grants(Set.of(Grant.of(Role.VIEWER, "team-bank-1"))));

  private final ReadSide readSide = ReadSide.create();
  private volatile Actor caller = EVERYBODY;
  private final Calls calls = new Calls(readSide, () -> caller);
  private final Random random = RandomHistory.random("ChangedStatusTest");
  private final List<Event> history = Stream.generate(() -> RandomHistory.longerThan(300, random, 1, 6))
      .filter(h -> h.stream().anyMatch(PingsAnswered.class::isInstance)).findFirst().orElseThrow();
  private int appended;

  @BeforeEach void it_was_planned() {
    readSide.goLive();
    append(1);
  }

  @AfterEach void close() {
    calls.close();
    readSide.close();
  }

  @Test void whoever_asks_now_and_then_for_what_has_changed_knows_what_is_told_to_whoever_asks_for_all() {
    var often = asked("");
    var seldom = often;
    var told = 0;
    var questions = 0;
    while (appended < history.size()) {
      questions++;
      append(1 + random.nextInt(9));
      var changes = asked(often.getRevision());
      assertThat(changes.getChangedSince()).isEqualTo(often.getRevision());
      told += changes.getParticipantsCount();
      often = asKnown(often, changes);
      if (questions % 7 == 0) seldom = asKnown(seldom, asked(seldom.getRevision()));
      if (questions % 20 == 0) readSide.bean(Replay.class).rebuild("status", p -> { });
    }
    assertThat(told).as("of six in each of " + questions).isLessThan(questions * 5);
    assertThat(often.getPingsCount()).as("pings").isPositive();
    assertThat(often.getFindingsCount()).as("findings").isPositive();
  }

  @Test void while_nothing_happens_nobody_is_told_of() {
    append(history.size() / 2);
    var known = asked("");

    assertThat(asked(known.getRevision()).getParticipantsList()).isEmpty();
    assertThat(asked(known.getRevision()).toBuilder().clearChangedSince().build())
        .isEqualTo(known.toBuilder().clearParticipants().clearPings().clearFindings().addAllFindings(ofDomains(known)).build());
  }

  @Test void all_is_told_to_whoever_knows_what_this_service_never_said() {
    var whole = asked("");

    for (var unknown : List.of("nonsense", "1", whole.getRevision().replaceAll("\\.\\d+", ".x"), whole.getRevision().replaceAll("\\.\\d+", ".-3"), "x" + whole.getRevision())) {
      assertThat(asked(unknown)).as(unknown).isEqualTo(whole);
    }
    assertThat(ofAnotherInstance().since(whole.getRevision()).getChangedSince()).as("another instance").isEmpty();
  }

  @Test void what_was_found_earlier_and_is_told_later_is_corrected_with_the_next_answer() {
    var shown = new ShownStatus(readSide.bean(Faces.class), () -> "this");
    var earlier = found();
    append(history.size() / 2);
    var later = found();
    var first = shown.of(later, View.WHOLE).whole();

    var second = StatusChanges.over(first, shown.of(earlier, View.WHOLE).since(first.getRevision()));
    var third = StatusChanges.over(second, shown.of(later, View.WHOLE).since(second.getRevision()));

    assertThat(content(second)).isEqualTo(content(new ShownStatus(readSide.bean(Faces.class), () -> "other").of(earlier, View.WHOLE).whole()));
    assertThat(content(third)).isEqualTo(content(first));
  }

  @Test void that_somebody_holds_it_is_told_of_each_idle_participant_once_and_by_name() {
    var book = new PersonBook(readSide.sql(), () -> "p-00000000000000b2");
    var id = book.idOf(new Actor("otto", "Otto", "os-user"), Instant.EPOCH);
    readSide.sql().update("update status_migration set detail = jsonb_set(detail, '{pauses,hold}', jsonb_build_object('by', ?::text, 'reason', 'wait', 'since', '2026-03-07T06:00:00Z'))", id);
    var known = asked("");
    assertThat(known.getParticipantsList()).isNotEmpty().allSatisfy(p -> assertThat(p.getActivity().getWaitsFor()).contains("held by Otto (otto)"));

    assertThat(asked(known.getRevision()).getParticipantsList()).isEmpty();
    book.erase(id, Instant.EPOCH);

    assertThat(asKnown(known, asked(known.getRevision())).getParticipantsList()).allSatisfy(p -> assertThat(p.getActivity().getWaitsFor()).contains("erased person"));
  }

  @Test void that_somebody_is_gone_is_told_by_telling_all() {
    var known = asked("");
    readSide.stop();
    readSide.asOwner("delete from status_participant where participant = 'bank-2'");

    var now = asked(known.getRevision());

    assertThat(now.getChangedSince()).isEmpty();
    assertThat(now.getParticipantsList()).extracting(ParticipantStatus::getName).doesNotContain("bank-2").contains("bank-1");
    assertThat(asked(now.getRevision()).getChangedSince()).isEqualTo(now.getRevision());
  }

  @Test void somebody_who_may_not_see_all_is_told_all_that_may_be_seen_each_time() {
    append(history.size() / 2);
    var revision = asked("").getRevision();
    caller = BANK_1;

    var seen = asked(revision);

    assertThat(seen.getRevision()).isEmpty();
    assertThat(seen.getChangedSince()).isEmpty();
    assertThat(seen.getParticipantsList()).extracting(ParticipantStatus::getName).containsExactly("bank-1");
    assertThat(asked("")).isEqualTo(seen);
  }

  @Test void who_is_called_otherwise_now_is_told_by_the_new_name_though_no_event_says_so() {
    var book = new PersonBook(readSide.sql(), () -> "p-00000000000000b1");
    var id = book.idOf(new Actor("otto", "Otto", "os-user"), Instant.EPOCH);
    append(history.size() / 2);
    readSide.sql().update("update status_participant set as_of = as_of + 1000000, detail = jsonb_set(jsonb_set(jsonb_set(detail, '{activity,waitsFor}', to_jsonb(?::text)),"
        + " '{activity,state}', '\"WAITING\"'), '{asOf}', to_jsonb(as_of + 1000000)) where participant = 'bank-1'", id + " to confirm");
    var known = asked("");
    assertThat(known.getParticipantsList()).extracting(p -> p.getActivity().getWaitsFor()).contains("Otto (otto) to confirm");

    book.erase(id, Instant.EPOCH);

    assertThat(asKnown(known, asked(known.getRevision())).getParticipantsList()).extracting(p -> p.getActivity().getWaitsFor()).contains("erased person " + id + " to confirm");
  }

  @Test void a_watcher_that_wants_only_changes_is_told_all_once() {
    var got = new CopyOnWriteArrayList<MigrationStatus>();
    calls.watching().watchStatus(GetStatusRequest.newBuilder().setMigration(NET.value()).setOnlyChanges(true).build(), kept(got));
    await().atMost(Duration.ofSeconds(20)).until(() -> !got.isEmpty());

    while (appended < history.size()) append(40);
    var now = asked("");
    await().atMost(Duration.ofSeconds(20)).until(() -> got.getLast().getAsOfPosition() == now.getAsOfPosition());

    assertThat(got).hasSizeGreaterThan(1).extracting(MigrationStatus::getChangedSince)
        .containsExactlyElementsOf(IntStream.range(0, got.size()).mapToObj(i -> i == 0 ? "" : got.get(i - 1).getRevision()).toList());
    assertThat(content(got.stream().reduce(StatusChanges::over).orElseThrow())).isEqualTo(content(now));
  }

  @Test void changes_are_put_on_nothing_but_the_status_that_they_are_of() {
    var first = asked("");
    append(history.size() / 2);
    var second = asked(first.getRevision());

    for (var unfit : List.of(MigrationStatus.getDefaultInstance(), second, second.toBuilder().setRevision(first.getRevision()).build())) {
      assertThatThrownBy(() -> StatusChanges.over(unfit, second)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(first.getRevision());
    }
    assertThat(StatusChanges.over(second, first)).isSameAs(first);
  }

  /** @return the status now as its asker knows it, which is what is told to others */
  private MigrationStatus asKnown(MigrationStatus known, MigrationStatus changes) {
    var now = StatusChanges.over(known, changes);
    assertThat(content(now)).isEqualTo(content(ofAnotherInstance().whole()));
    return now;
  }

  private StatusAnswer ofAnotherInstance() {
    return new ShownStatus(readSide.bean(Faces.class), () -> "another").of(found(), View.WHOLE);
  }

  private Found found() {
    return readSide.bean(StatusQueries.class).find(NET).orElseThrow();
  }

  private static MigrationStatus content(MigrationStatus status) {
    return status.toBuilder().clearRevision().build();
  }

  private static List<Finding> ofDomains(MigrationStatus status) {
    return status.getFindingsList().stream().filter(f -> f.getProblem().getNode().isEmpty()).toList();
  }

  private MigrationStatus asked(String revision) {
    return calls.queries().getStatus(GetStatusRequest.newBuilder().setMigration(NET.value()).setKnownRevision(revision).build());
  }

  private void append(int events) {
    var to = Math.min(appended + events, history.size());
    readSide.awaitLive(readSide.append(history.subList(appended, to)));
    appended = to;
  }

  private static StreamObserver<MigrationStatus> kept(List<MigrationStatus> got) {
    return new StreamObserver<>() {
      @Override public void onNext(MigrationStatus status) {
        got.add(status);
      }

      @Override public void onError(Throwable t) {}

      @Override public void onCompleted() {}
    };
  }
}
