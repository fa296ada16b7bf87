// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.deploy.checker.Checker;
import io.cmc.deploy.checker.StoreWatch;
import io.cmc.deploy.crash.ServiceUnderFire.Standing;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.deploy.system.Site;
import io.cmc.sim.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two service processes on one database: whatever becomes of one, the other brings the migration to its end. */
class TwoInstancesTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final Duration TAKEN_OVER = Duration.ofSeconds(15);
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(300);
  /** What a process says that wakes up: time has passed, others have its claims, and the database has ended its sessions. */
  private static final List<Pattern> SLEPT = Stream.of("Thread starvation or clock leap detected",
      "axon-janitor .*(is taking a long time to process|has exceeded its timeout)", "marked as broken because of SQLSTATE\\((08006|25P03|57P05)\\)",
      "Failed to validate connection", "StoreHealth the service's own database does not answer, or is going",
      "WorkPackage (Error while processing batch in|.*claim)", "Sealing was interrupted and goes on by itself",
      "Checkpointer Checkpoints could not be made and will be", "SealedTail Cannot ask where", "WorkLoop (STEP|FAN_OUT|FAN_IN) of .* ended by a fault and is done again",
      "WorkLoop (leases cannot be renewed|work cannot be taken|the lease of .* runs out)").map(Pattern::compile).toList();

  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String migration = "two-" + RUNS.incrementAndGet();
  @TempDir private Path folder;
  private Site site;
  private StoreWatch store;
  private ServiceUnderFire one;
  private ServiceUnderFire other;

  @BeforeEach void network() {
    var database = ServiceDatabase.create();
    store = new StoreWatch(database);
    one = ServiceUnderFire.on(folder.resolve("one"), database);
    other = ServiceUnderFire.on(folder.resolve("other"), database);
    site = Site.start(folder, network -> network.participants(4).seed(23)
        .domainTimeouts(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(500)));
  }

  @AfterEach void close() {
    one.close();
    other.close();
    site.close();
  }

  @Test void work_is_divided_between_two() {
    both(Map.of());

    order();
    end();

    var callers = site.journal().stream().map(TwoInstancesTest::instance).collect(Collectors.toSet());
    assertThat(callers).containsExactlyInAnyOrder(one.instance(), other.instance());
    holds(List.of());
  }

  @Test void one_that_is_killed_is_taken_over_by_the_other() {
    both(Map.of(Boundaries.NAME, "before (disconnect|setLimits|migrate|connect) .*"));
    order();
    var standing = standing();

    var before = store.events(node(standing));
    one.kill();
    var killed = System.nanoTime();
    await("an event of " + node(standing)).atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> store.events(node(standing)) > before);
    var takenOver = Duration.ofNanos(System.nanoTime() - killed);

    System.out.println("crash: taken over in " + takenOver + " after " + standing);
    assertThat(takenOver).isLessThan(TAKEN_OVER);
    end();
    holds(List.of());
  }

  /**
   * One step at a time, and the other comes when the one stands there: so nothing else of the one is on its way when it is stopped. What
   * has passed its last look and not yet left the process, no client could take back.
   */
  @Test void one_that_was_stopped_for_longer_than_its_leases_makes_no_call_when_it_comes_back() throws IOException {
    comesBackFrom("fence disconnect .*");
  }

  @Tag("faults") @ParameterizedTest(name = "stopped at: {0}") @ValueSource(strings = {"before migrate .*", "fence ping .*"})
  void nor_when_it_was_stopped_elsewhere(String where) throws IOException {
    comesBackFrom(where);
  }

  private void comesBackFrom(String where) throws IOException {
    one.start(Map.of(Boundaries.NAME, where, Boundaries.RELEASE, folder.resolve("release").toString())).ready();
    orderOneByOne();
    var standing = standing();
    other.start(Map.of()).ready();

    one.signal("STOP");
    var stopped = Instant.now();
    var calls = site.journal().size();
    Files.createFile(folder.resolve("release"));
    end();
    await("leases to run out").atMost(LEASE.multipliedBy(2)).until(() -> Instant.now().isAfter(stopped.plus(LEASE)));
    one.signal("CONT");
    await("the call that was about to be made").atMost(PATIENCE).until(() -> one.passed().stream().anyMatch(line -> line.endsWith("after " + call(standing))));

    var since = site.journal().stream().skip(calls).toList();
    assertThat(since.stream().filter(call -> instance(call).equals(one.instance()))).as("called by the one that was stopped, after " + standing).isEmpty();
    assertThat(since.stream().map(TwoInstancesTest::instance)).as("callers since then").containsOnly(other.instance());
    holds(SLEPT);
  }

  /** Only one of them has something to stop at. */
  private void both(Map<String, String> where) {
    one.start(where);
    other.start(Map.of());
    one.ready();
    other.ready();
  }

  private void order() {
    try (var console = other.console()) {
      new Operator(migration, console, site).start();
    }
  }

  private void orderOneByOne() {
    try (var console = one.console()) {
      new Operator(migration, console, site).startOneByOne();
    }
  }

  private Standing standing() {
    await("a boundary").atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> one.standing().isPresent());
    return one.standing().orElseThrow();
  }

  private static String node(Standing standing) {
    return standing.where().replaceAll(".* ", "");
  }

  /** Without the words that say where in it the process stood. */
  private static String call(Standing standing) {
    return standing.where().replaceAll("^(before|fence) ", "");
  }

  private void end() {
    try (var console = other.console()) {
      new Operator(migration, console, site).untilIt(MigrationState.COMPLETED);
    }
  }

  private void holds(List<Pattern> explained) {
    assertThat(Checker.violations(store.evidence(migration, site.journal()))).isEmpty();
    store.mustBeWhole();
    Course.FORWARD.judge(site);
    assertThat(one.complaints(explained)).as("warnings and errors of the one").isEmpty();
    assertThat(other.complaints(List.of())).as("warnings and errors of the other").isEmpty();
  }

  /** From {@code cmc/NAME grpc-java-netty/...}. */
  private static String instance(JournalEntry call) {
    return call.caller().replaceAll("^cmc/(\\S+).*", "$1");
  }
}
