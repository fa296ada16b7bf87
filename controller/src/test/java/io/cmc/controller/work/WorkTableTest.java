// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.work.Lease.Kind;
import io.cmc.id.MigrationId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkTableTest {

  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final String M = "net-eu-7";
  private static final Lane NARROW = new Lane("narrow", M, 3);
  private static final Lane WIDE = new Lane("wide", M, 5);
  private TestDatabase database;
  private WorkTable work;

  @BeforeAll void tables() {
    database = TestDatabase.create();
    work = database.table();
  }

  @BeforeEach void nothing_is_to_be_done() {
    database.emptied();
    database.db().sql("insert into migration_control (migration) values (?)").param(M).update();
  }

  @Test void a_lane_gives_out_as_many_as_it_is_wide_and_the_next_when_one_is_done() {
    add(NARROW, 10);
    add(WIDE, 10);

    var first = work.claim("one", LEASE, 100);
    assertThat(first).hasSize(8);
    assertThat(work.claim("two", LEASE, 100)).isEmpty();

    work.done(List.of(first.getFirst().workId()));
    assertThat(work.claim("two", LEASE, 100)).hasSize(1);
  }

  @Test void no_more_are_taken_than_asked_for() {
    add(WIDE, 5);

    assertThat(work.claim("one", LEASE, 2)).hasSize(2);
    assertThat(work.claim("one", LEASE, 0)).isEmpty();
  }

  @Test void eight_who_claim_at_once_keep_the_bounds_and_take_each_piece_once() throws Exception {
    add(NARROW, 40);
    add(WIDE, 40);
    Map<String, AtomicInteger> running = Map.of("narrow", new AtomicInteger(), "wide", new AtomicInteger());
    Map<String, Integer> most = new ConcurrentHashMap<>();
    var taken = new ConcurrentLinkedQueue<Long>();
    var left = new AtomicInteger(80);

    Callable<Void> claimer = () -> {
      var owner = "owner-" + Thread.currentThread().threadId();
      while (left.get() > 0) {
        var leases = work.claim(owner, LEASE, 2);
        leases.forEach(l -> most.merge(l.payload(), running.get(l.payload()).incrementAndGet(), Math::max));
        for (var lease : leases) {
          taken.add(lease.workId());
          running.get(lease.payload()).decrementAndGet();
          work.done(List.of(lease.workId()));
          left.decrementAndGet();
        }
      }
      return null;
    };
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var end : threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> claimer).toList())) end.get();
    }

    assertThat(taken).hasSize(80).doesNotHaveDuplicates();
    assertThat(most.get("narrow")).isBetween(1, 3);
    assertThat(most.get("wide")).isBetween(1, 5);
  }

  @Test void a_lane_is_as_wide_as_it_was_first_said_to_be() {
    add(NARROW, 5);
    add(new Lane("narrow", "net-us-1", 99), 5);

    assertThat(work.claim("one", LEASE, 100)).hasSize(3);
  }

  @Test void a_lease_that_ran_out_is_taken_over_and_whoever_held_it_is_fenced_off() {
    add(NARROW, 1);
    var first = work.claim("one", LEASE, 1).getFirst();
    assertThat(database.holds(work.ifMayCall(first))).isTrue();

    database.leasesRunOut();
    assertThat(database.holds(work.ifMayCall(first))).as("after its lease ran out").isFalse();
    var second = work.claim("two", LEASE, 1).getFirst();

    assertThat(second.epoch()).isGreaterThan(first.epoch());
    assertThat(database.holds(work.ifMayCall(first))).isFalse();
    assertThat(database.holds(work.ifHeld(first))).isFalse();
    work.giveBack(first, "{\"late\":\"1\"}", Duration.ZERO);
    work.renew("one", List.of(first.workId()), LEASE);
    assertThat(database.holds(work.ifMayCall(second))).as("whoever comes late changes nothing").isTrue();
  }

  @Test void a_lease_is_kept_alive_by_renewing_and_not_revived_once_it_ran_out() {
    add(NARROW, 2);
    var leases = work.claim("one", Duration.ofMinutes(1), 2);
    database.db().sql("update durable_work set lease_until = clock_timestamp() - interval '1 second' where work_id = ?")
        .param(leases.getFirst().workId()).update();

    work.renew("one", leases.stream().map(Lease::workId).toList(), LEASE);

    assertThat(database.holds(work.ifMayCall(leases.getFirst()))).isFalse();
    assertThat(database.holds(work.ifMayCall(leases.getLast()))).isTrue();
    assertThat(database.db().sql("select lease_until > clock_timestamp() + interval '4 minutes' from durable_work where work_id = ?")
        .param(leases.getLast().workId()).query(Boolean.class).single()).isTrue();
  }

  @Test void a_step_that_is_asked_for_anew_replaces_the_one_before_and_fences_off_who_did_it() {
    work.step(M, "alfa", WIDE, "first");
    work.acted(M, "alfa");
    var first = work.claim("one", LEASE, 1).getFirst();
    assertThat(first.acted()).isTrue();

    work.step(M, "alfa", WIDE, "second");

    assertThat(database.holds(work.ifMayCall(first))).isFalse();
    assertThat(work.claim("two", LEASE, 9)).singleElement().satisfies(l -> {
      assertThat(l.payload()).isEqualTo("second");
      assertThat(l.acted()).isFalse();
      assertThat(l.notes()).isEqualTo("{}");
      assertThat(l.failures()).isZero();
      assertThat(l.epoch()).isGreaterThan(first.epoch());
    });
  }

  @Test void while_a_migration_is_held_no_step_is_given_out_and_none_may_call_but_words_are_forwarded() {
    work.step(M, "alfa", WIDE, "step");
    var before = work.claim("one", LEASE, 1).getFirst();
    work.step(M, "bravo", WIDE, "step");
    work.add(Kind.FAN_OUT, M, "", WIDE, "chunk");
    work.add(Kind.FAN_IN, M, "alfa", NARROW, "word");

    hold(true);

    assertThat(database.holds(work.ifMayCall(before))).isFalse();
    assertThat(work.mayBegin(before)).as("nor what was intended just now").isFalse();
    assertThat(work.claim("two", LEASE, 9)).extracting(Lease::kind).containsExactly(Kind.FAN_IN);
    hold(false);
    assertThat(database.holds(work.ifMayCall(before))).isTrue();
    assertThat(work.mayBegin(before)).isTrue();
    assertThat(work.claim("two", LEASE, 9)).extracting(Lease::kind).containsExactlyInAnyOrder(Kind.STEP, Kind.FAN_OUT);
  }

  @Test void a_hold_stops_nobody_who_has_begun_but_the_end_of_the_lease_does_and_a_little_before_it() {
    work.step(M, "alfa", WIDE, "step");
    var lease = work.claim("one", LEASE, 1).getFirst();

    hold(true);

    assertThat(work.mayGoOn(lease)).isTrue();
    assertThat(database.holds(work.ifHeld(lease))).isTrue();
    database.db().sql("update durable_work set lease_until = clock_timestamp() + interval '1500 milliseconds'").update();
    assertThat(database.holds(work.ifHeld(lease))).isTrue();
    assertThat(work.mayGoOn(lease)).as("a pass would outlive the lease").isFalse();
    database.leasesRunOut();
    assertThat(database.holds(work.ifHeld(lease))).isFalse();
  }

  @Test void given_back_it_is_taken_again_when_it_is_due_with_what_it_remembered() {
    work.step(M, "alfa", WIDE, "step");
    var first = work.claim("one", LEASE, 1).getFirst();

    work.giveBack(first, "{\"seen\":\"3\"}", Duration.ofHours(1));

    assertThat(database.holds(work.ifMayCall(first))).isFalse();
    assertThat(work.claim("two", LEASE, 9)).isEmpty();
    assertThat(work.nextDue()).hasValueSatisfying(d -> assertThat(d).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61)));
    database.everythingIsDue();
    assertThat(work.claim("two", LEASE, 9)).singleElement().satisfies(l -> assertThat(l.notes()).isEqualTo("{\"seen\":\"3\"}"));
  }

  @Test void what_failed_is_done_again_later_with_the_count_of_its_failures() {
    work.step(M, "alfa", WIDE, "step");
    var first = work.claim("one", LEASE, 1).getFirst();

    work.again(M, "alfa", Duration.ofHours(1), 2);
    assertThat(database.holds(work.ifMayCall(first))).isFalse();
    assertThat(work.claim("one", LEASE, 9)).isEmpty();
    work.again(M, "alfa", Duration.ZERO, 2);

    assertThat(work.claim("one", LEASE, 9)).singleElement().satisfies(l -> assertThat(l.failures()).isEqualTo(2));
  }

  @Test void work_that_is_written_in_a_transaction_is_undone_with_it() {
    database.transaction().executeWithoutResult(status -> {
      work.step(M, "alfa", WIDE, "step");
      work.add(Kind.FAN_IN, M, "alfa", NARROW, "word");
      status.setRollbackOnly();
    });

    assertThat(work.claim("one", LEASE, 9)).isEmpty();
  }

  @Test void what_participants_said_comes_in_the_order_in_which_they_said_it() {
    IntStream.range(0, 5).forEach(i -> work.add(Kind.FAN_IN, M, "alfa", NARROW, "word " + i));
    work.add(Kind.FAN_IN, "net-us-1", "alfa", NARROW, "of another");

    assertThat(work.fanIn(M, 3)).extracting(Lease::payload).containsExactly("word 0", "word 1", "word 2");
  }

  @Test void a_migration_that_has_ended_leaves_nothing_to_be_done_but_to_forward_what_was_said() {
    work.step(M, "alfa", WIDE, "step");
    work.parked(M, "bravo");
    work.add(Kind.FAN_IN, M, "alfa", new Lane("fan-in:" + M, M, 1), "word");
    work.step("net-us-1", "alfa", new Lane("of another", "net-us-1", 1), "step of another");

    work.close(M, List.of());

    assertThat(work.claim("one", LEASE, 9)).extracting(Lease::payload).containsExactlyInAnyOrder("word", "step of another");
    assertThat(database.plans().parked(new MigrationId(M))).isEmpty();
  }

  private void add(Lane lane, int pieces) {
    IntStream.range(0, pieces).forEach(i -> work.add(Kind.FAN_OUT, M, "", lane, lane.name()));
  }

  private void hold(boolean held) {
    database.db().sql("update migration_control set held = ? where migration = ?").param(held).param(M).update();
  }
}
