// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.Phase;
import io.cmc.deploy.system.Console;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Many clients give orders about one migration at the same moment. */
class OrdersAtOnceTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final int CLIENTS = 10;

  @TempDir private Path folder;
  private Site site;
  private InProcess service;
  private Console console;
  private Voyage voyage;

  @BeforeEach void a_migration_at_its_gate() {
    site = Voyage.site(folder, network -> network.participants(2).seed(12));
    service = InProcess.start(folder.resolve("service"));
    console = service.console();
    voyage = new Voyage(site, "crowded");
    voyage.begin(console, "--hold-before", "quiesce,drain");
    console.awaitStatus("crowded", s -> s.getState() == MigrationState.AT_GATE && s.getGate() == Phase.QUIESCE);
  }

  @AfterEach void close() {
    service.close();
    site.close();
  }

  @Test void the_same_order_with_the_same_key_from_ten_clients_has_one_effect_and_one_answer() throws Exception {
    for (var round = 0; round < 5; round++) onceEach(round);
    onceAtTheGate();

    voyage.arrive(console);
    voyage.judge(database());
    assertThat(voyage.events(database(), "MigrationHeld")).isEqualTo(5);
    assertThat(voyage.events(database(), "MigrationResumed")).isEqualTo(5);
    assertThat(voyage.events(database(), "OrderRefused")).as("none of them was refused").isZero();
  }

  private void onceEach(int round) throws Exception {
    var held = together(CLIENTS, () -> console.cmc("hold", "crowded", "--reason", "a test", "--idempotency-key", "hold-" + round));
    assertThat(held).as("the same answer").containsOnly(held.getFirst());
    assertThat(held.getFirst().code()).as(held.getFirst().err()).isZero();
    var resumed = together(CLIENTS, () -> console.cmc("resume", "crowded", "--idempotency-key", "resume-" + round));
    assertThat(resumed).containsOnly(resumed.getFirst());
    assertThat(resumed.getFirst().code()).isZero();
  }

  private void onceAtTheGate() throws Exception {
    var released = together(CLIENTS, () -> console.cmc("release", "crowded", "--gate", "quiesce", "--reason", "a test", "--idempotency-key", "gate"));
    assertThat(released).containsOnly(released.getFirst());
    assertThat(released.getFirst().code()).isZero();
    console.awaitStatus("crowded", s -> s.getState() == MigrationState.AT_GATE && s.getGate() == Phase.DRAIN);
    console.must("release", "crowded", "--gate", "drain", "--reason", "a test");
  }

  @Test void conflicting_orders_are_taken_one_after_the_other_and_the_history_stays_legal() throws Exception {
    conflicts(6);
  }

  @Tag("faults") @RepeatedTest(20) void conflicting_orders_of_many_kinds() throws Exception {
    conflicts(30);
  }

  /** Whatever is accepted is legal, whatever is not is refused with a reason; in the end one of two ways is gone. */
  private void conflicts(int rounds) throws Exception {
    var random = Seeds.random("OrdersAtOnceTest.conflicts");
    var answers = new ArrayList<Console.Said>();
    for (var round = 0; round < rounds; round++) {
      var seed = random.nextLong();
      answers.addAll(together(CLIENTS, i -> console.cmc(order((int) Math.floorMod(seed + i * 7, 5)))));
    }
    var last = together(2, i -> i == 0 ? console.cmc("abort", "crowded", "--reason", "a test") : console.cmc("hold", "crowded", "--reason", "a test"));
    assertThat(last.getFirst().code()).as(last.getFirst().err()).isZero();
    console.cmc("resume", "crowded");

    assertThat(answers).allSatisfy(a -> assertThat(a.code()).as(a.err()).isIn(0, 3));
    assertThat(answers).anyMatch(a -> a.code() == 0).anyMatch(a -> a.code() == 3);
    console.awaitState("crowded", MigrationState.ABORTED);
    voyage.judgeAborted(database());
    voyage.judgeHistory(console);
    assertThat(holdsAndResumes()).as("a hold, a resume, a hold, ...").isEqualTo(alternating(holdsAndResumes().size()));
  }

  private static String[] order(int kind) {
    return switch (kind) {
      case 0 -> new String[] {"hold", "crowded", "--reason", "a test"};
      case 1 -> new String[] {"resume", "crowded"};
      case 2 -> new String[] {"release", "crowded", "--gate", "quiesce", "--reason", "a test"};
      case 3 -> new String[] {"retry", "crowded", "participantA"};
      default -> new String[] {"release", "crowded", "--gate", "move-contracts", "--reason", "a test"};
    };
  }

  private List<String> holdsAndResumes() {
    return service.store().sql("select kind from event_json where stream = 'crowded' and kind in ('MigrationHeld', 'MigrationResumed') order by sequence_number")
        .query(String.class).list();
  }

  private static List<String> alternating(int count) {
    return IntStream.range(0, count).mapToObj(i -> i % 2 == 0 ? "MigrationHeld" : "MigrationResumed").toList();
  }

  private DataSource database() {
    return service.context().getBean(DataSource.class);
  }

  private interface Numbered<T> {
    T by(int client) throws Exception;
  }

  private static <T> List<T> together(int clients, Callable<T> what) throws Exception {
    return together(clients, i -> what.call());
  }

  /** All begin at the same moment. */
  private static <T> List<T> together(int clients, Numbered<T> what) throws Exception {
    var ready = new CountDownLatch(clients);
    try (var threads = Executors.newFixedThreadPool(clients)) {
      var running = IntStream.range(0, clients).mapToObj(i -> threads.submit(() -> {
        ready.countDown();
        ready.await();
        return what.by(i);
      })).toList();
      var all = new ArrayList<T>();
      for (Future<T> one : running) all.add(one.get());
      return all;
    }
  }
}
