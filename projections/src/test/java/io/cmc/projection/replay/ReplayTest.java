// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.event.Event;
import io.cmc.projection.Generations;
import io.cmc.projection.RandomHistory;
import io.cmc.projection.ReadModel;
import io.cmc.projection.ReadSide;
import io.cmc.projection.audit.AuditModel;
import io.cmc.projection.status.StatusModel;
import io.cmc.store.read.SealedEvent;
import io.cmc.store.read.SealedEventReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

class ReplayTest {

  private final ReadSide readSide = ReadSide.create();

  @AfterEach void close() {
    readSide.close();
  }

  private Replay replay() {
    return readSide.bean(Replay.class);
  }

  @Test void what_is_rebuilt_is_what_was_there_byte_for_byte() {
    var last = readSide.append(RandomHistory.of(RandomHistory.random("ReplayTest"), 5, 6));
    readSide.goLive();
    readSide.awaitLive(last);
    var live = readSide.contents();

    replay().models().forEach(m -> replay().rebuild(m, p -> { }));

    assertThat(readSide.contents()).isEqualTo(live);
    assertThat(generations()).as("rows of the replaced generation are gone").containsExactly("audit 2", "status 2");
  }

  @Test void without_any_live_projection_it_builds_the_same() {
    var last = readSide.append(RandomHistory.of(RandomHistory.random("ReplayTest.offline"), 2, 4));
    replay().models().forEach(m -> replay().rebuild(m, p -> { }));
    var offline = readSide.contents();

    readSide.goLive();
    readSide.awaitLive(last);

    assertThat(offline).isNotEmpty();
    assertThat(readSide.contents()).as("the live projection begins at the first event and changes nothing").isEqualTo(offline);
  }

  @Test void nothing_is_lost_while_events_keep_arriving() {
    var history = RandomHistory.of(RandomHistory.random("ReplayTest.arriving"), 6, 6);
    readSide.append(history.subList(0, 200));
    readSide.goLive();

    var arriving = CompletableFuture.runAsync(() -> append(history.subList(200, history.size())));
    var replays = 0;
    while (!arriving.isDone() || replays < 2) {
      replay().models().forEach(m -> replay().rebuild(m, p -> { }));
      replays++;
    }
    arriving.join();
    readSide.awaitLive(history.size());
    assertThat(letters()).as("put aside with %d replays meanwhile", replays).isZero();

    var live = readSide.contents();
    replay().models().forEach(m -> replay().rebuild(m, p -> { }));
    assertThat(readSide.contents()).as("after %d replays meanwhile", replays).isEqualTo(live);
    assertThat(readSide.sql().queryForObject("select count(*) from audit_entry", Long.class)).isEqualTo(history.size());
  }

  @Test void what_comes_after_the_last_page_and_before_the_swap_is_read_too() {
    var history = RandomHistory.of(RandomHistory.random("ReplayTest.late"), 2, 3);
    var half = history.size() / 2;
    readSide.goLive();
    readSide.awaitLive(readSide.append(history.subList(0, half)));

    var jdbc = readSide.sql();
    for (ReadModel model : List.of(new StatusModel(jdbc), new AuditModel(jdbc))) {
      var more = model.name().equals("status") ? history.subList(half, history.size() - 20) : history.subList(history.size() - 20, history.size());
      replayOf(new AfterLastPage(model, 2, () -> readSide.awaitLive(readSide.append(more)), () -> { })).rebuild(model.name(), p -> { });
    }

    var taken = readSide.contents();
    replay().models().forEach(m -> replay().rebuild(m, p -> { }));
    assertThat(taken).isEqualTo(readSide.contents());
    assertThat(jdbc.queryForObject("select count(*) from audit_entry", Long.class)).isEqualTo(history.size());
  }

  private Replay replayOf(ReadModel model) {
    return new Replay(readSide.bean(SealedEventReader.class), List.of(model), readSide.bean(Generations.class), g -> { },
        new TransactionTemplate(readSide.bean(PlatformTransactionManager.class)));
  }

  @Test void what_comes_while_the_rest_is_written_is_written_before_the_live_projection_stands_still() {
    var history = RandomHistory.of(RandomHistory.random("ReplayTest.rest"), 2, 3);
    var half = history.size() / 2;
    readSide.append(history.subList(0, half));
    var standing = new ArrayList<Boolean>();

    replayOf(new AfterLastPage(new StatusModel(readSide.sql()), 1, () -> readSide.append(history.subList(half, history.size())),
        () -> standing.add(liveStandsStill()))).rebuild("status", p -> { });

    assertThat(standing).hasSize(history.size()).doesNotContain(true);
    var taken = readSide.contents();
    replay().rebuild("status", p -> { });
    assertThat(readSide.contents()).isEqualTo(taken);
  }

  private boolean liveStandsStill() {
    return CompletableFuture.supplyAsync(() -> readSide.sql().queryForList("select 1 from read_model where name = 'status' for share skip locked"))
        .join().isEmpty();
  }

  /**
   * Lets something happen when the replay writes and nothing came: for the first time behind the last page, for the second when it is about to
   * stop the live projection.
   */
  private record AfterLastPage(ReadModel model, int time, Runnable event, Runnable taking) implements ReadModel {

    @Override public String name() {
      return model.name();
    }

    @Override public Copy copy(int generation) {
      var copy = model.copy(generation);
      return new Copy() {
        private boolean empty = true;
        private int nothingCame;

        @Override public void take(SealedEvent sealed) {
          empty = false;
          taking.run();
          copy.take(sealed);
        }

        @Override public void flush() {
          copy.flush();
          // on another thread: this one is within the replay's transaction
          if (empty && ++nothingCame == time) CompletableFuture.runAsync(event).join();
          empty = true;
        }
      };
    }

    @Override public void forget(int generation) {
      model.forget(generation);
    }

    @Override public void forgetAllBut(List<Integer> kept) {
      model.forgetAllBut(kept);
    }
  }

  private void append(List<Event> events) {
    for (int from = 0; from < events.size(); from += 100) readSide.append(events.subList(from, Math.min(from + 100, events.size())));
  }

  @Test void readers_see_the_old_rows_until_the_end_and_keep_them_when_the_replay_is_given_up() {
    var last = readSide.append(RandomHistory.of(RandomHistory.random("ReplayTest.given-up"), 2, 3));
    readSide.goLive();
    readSide.awaitLive(last);
    readSide.sql().update("update audit_entry set summary = 'old'");

    assertThatThrownBy(() -> replay().rebuild("audit", p -> {
      assertThat(summaries()).containsExactly("old");
      throw new IllegalStateException("given up");
    })).hasMessage("given up");

    assertThat(summaries()).containsExactly("old");
    assertThat(generations()).as("nothing is left of it").containsExactly("audit 1", "status 1");

    replay().rebuild("audit", p -> { });
    assertThat(summaries()).doesNotContain("old");
  }

  @Test void progress_grows_up_to_the_last_event() {
    var last = readSide.append(RandomHistory.of(RandomHistory.random("ReplayTest.progress"), 6, 8));
    var told = new ArrayList<Replay.Progress>();

    replay().rebuild("status", told::add);

    assertThat(told).extracting(Replay.Progress::position).isSorted();
    assertThat(told.getLast()).isEqualTo(new Replay.Progress("status", last, last, true));
    assertThat(told.subList(0, told.size() - 1)).isNotEmpty().noneMatch(Replay.Progress::complete);
  }

  @Test void the_earlier_of_two_replays_gives_way() {
    readSide.append(RandomHistory.of(RandomHistory.random("ReplayTest.two"), 1, 2));

    assertThatThrownBy(() -> replay().rebuild("status", p -> {
      if (!p.complete()) replay().rebuild("status", q -> { });
    })).isInstanceOf(Replay.Overtaken.class);

    assertThat(generations()).containsExactly("status 3");
    assertThat(readSide.contents()).isNotEmpty();
  }

  @Test void what_was_put_aside_is_settled_by_a_replay() {
    readSide.append(RandomHistory.of(RandomHistory.random("ReplayTest.letters"), 1, 2));
    readSide.sql().update("""
        insert into dead_letter_entry (dead_letter_identifier, processing_group, sequence_identifier, sequence_index, message_type,
          event_identifier, time_stamp, payload_type, payload, enqueued_at)
        select g, g, 'net-1', 0, '', '', '', '', '', '' from (values ('status'), ('audit')) v (g)""");

    replay().rebuild("status", p -> { });

    assertThat(readSide.sql().queryForList("select processing_group from dead_letter_entry", String.class)).containsExactly("audit");
  }

  @Test void an_unknown_model_is_named() {
    assertThatThrownBy(() -> replay().rebuild("nonsense", p -> { })).hasMessage("expected one of [audit, incident, status], found: nonsense");
  }

  @Test void pages_are_read_with_the_limits_of_a_rebuild() {
    readSide.append(RandomHistory.of(RandomHistory.random("ReplayTest.limits"), 1, 2));
    var begun = new ConcurrentSkipListSet<String>();

    new Replay(readSide.bean(SealedEventReader.class), List.of(new StatusModel(readSide.sql())), readSide.bean(Generations.class), g -> { },
        noting(begun)).rebuild("status", p -> { });

    assertThat(begun).as("threads with a transaction of the rebuild's own kind").contains("replay-reader");
  }

  private TransactionTemplate noting(Set<String> threads) {
    return new TransactionTemplate(readSide.bean(PlatformTransactionManager.class)) {
      @Override public <T> T execute(TransactionCallback<T> action) {
        threads.add(Thread.currentThread().getName());
        return super.execute(action);
      }
    };
  }

  private long letters() {
    return readSide.sql().queryForObject("select count(*) from dead_letter_entry", Long.class);
  }

  private List<String> summaries() {
    return readSide.sql().queryForList("select distinct summary from audit_entry a join read_model r on r.name = 'audit' "
        + "and r.generation = a.generation order by 1", String.class);
  }

  private List<String> generations() {
    return readSide.sql().queryForList("select distinct 'audit ' || generation from audit_entry union "
        + "select distinct 'status ' || generation from status_participant order by 1", String.class);
  }
}
