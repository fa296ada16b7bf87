// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cmc.deploy.checker.Checker;
import io.cmc.deploy.checker.StoreWatch;
import io.cmc.deploy.crash.ServiceUnderFire.Standing;
import io.cmc.deploy.system.Console;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.deploy.system.Site;
import io.cmc.sim.node.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One run of a course through which the service is killed, once or several times, each time at a boundary; and the judgement on it. */
final class Ordeal implements AutoCloseable {

  /** FEATURES C asks for it. */
  private static final Duration RESUMED = Duration.ofSeconds(30);
  /** A machine on which an idle service takes longer to start has too much else to do to be measured on. */
  private static final Duration BUSY = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(300);
  /** What a kill explains; everything else that is logged as a warning or worse is a fault. */
  private static final List<Pattern> EXPLAINED = List.of();

  private static final AtomicInteger RUNS = new AtomicInteger();

  private final Course course;
  private final String migration = "crash-" + RUNS.incrementAndGet();
  private final Site site;
  private final StoreWatch store;
  private final ServiceUnderFire service;
  private final Map<String, Limits> limits;
  private final List<Standing> kills = new ArrayList<>();
  private final List<Duration> resumed = new ArrayList<>();
  private Duration idleStart = Duration.ZERO;

  private Ordeal(Course course, Path folder) {
    var database = ServiceDatabase.create();
    this.course = course;
    this.service = ServiceUnderFire.on(folder.resolve("service"), database);
    this.store = new StoreWatch(database);
    this.site = Site.start(folder, network -> network.participants(Integer.getInteger("crash.participants", 2)).seed(17)
        .domainTimeouts(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(500)));
    this.limits = limits();
  }

  /**
   * @param idleStart how long the first life of the service took until it served, with nothing to resume
   * @param resumed from each start of a process after a kill to the first event
   * @param boundaries how many the last life of the service had
   */
  record Survived(List<Standing> kills, Duration idleStart, List<Duration> resumed, long boundaries) {}

  /** @param numbers of the boundaries, each counted from the start of the process that is killed there; none: nobody is killed */
  static Survived survive(Course course, List<Integer> numbers, Path folder) {
    var orders = Executors.newVirtualThreadPerTaskExecutor();
    try (var ordeal = new Ordeal(course, folder)) {
      return ordeal.run(numbers, orders);
    } finally {
      orders.shutdownNow();
    }
  }

  private Survived run(List<Integer> numbers, Executor orders) {
    service.start(until(numbers, 0)).ready();
    idleStart = service.startedIn().orElseThrow();
    try (var console = service.console()) {
      var operator = new Operator(migration, console, site);
      var given = CompletableFuture.runAsync(() -> {
        course.give(operator, site);
        operator.untilIt(course.end());
      }, orders);
      for (int i = 0; i < numbers.size(); i++) killAndStart(numbers, i, given);
      await("the end of " + course).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(given::isDone);
      given.join();
      judge(console);
    }
    return new Survived(kills, idleStart, resumed, service.passed().size());
  }

  /** A course's numbers begin where it says so; those of a second life at its start. */
  private Map<String, String> until(List<Integer> numbers, int life) {
    Map<String, String> where = new HashMap<>();
    if (life < numbers.size()) where.put(Boundaries.NUMBER, String.valueOf(numbers.get(life)));
    if (life == 0 && !course.after().isEmpty()) where.put(Boundaries.AFTER, course.after());
    return where;
  }

  private void killAndStart(List<Integer> numbers, int life, CompletableFuture<Void> given) {
    await("boundary " + numbers.get(life)).atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
        .until(() -> service.standing().isPresent() || given.isDone());
    if (service.standing().isEmpty()) {
      given.join();
      assumeTrue(numbers.get(life) <= course.boundaries() && life == 0, "this run of " + course + " was over before boundary " + numbers.get(life));
      throw new AssertionError(course + " has only " + service.passed().size() + " boundaries in life " + life + ", wanted " + numbers.get(life));
    }
    service.kill();
    kills.add(service.standing().orElseThrow());
    store.remember();
    store.everyOpenStepHasWork(migration);
    startAgain(until(numbers, life + 1), given);
  }

  private void startAgain(Map<String, String> where, CompletableFuture<Void> given) {
    var before = store.events();
    service.start(where);
    await("resumed after " + kills.getLast()).atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
        .until(() -> store.events() > before || given.isDone() || service.standing().isPresent());
    if (store.events() == before && service.standing().isPresent()) return; // it stands before its first event: the next life resumes
    resumed.add(service.sinceStart());
    if (before > 0) mustHaveResumedInTime(); // with no event there was nothing to resume: the next one comes when the operator says it again
  }

  /**
   * From the start of the process, the Java in it included, to the first event that it makes. A machine that alone takes long to start
   * a service with nothing to resume is told so: that time of this very run is taken off, and it is given more by as much as it is slower.
   */
  private void mustHaveResumedInTime() {
    var slower = Math.max(1, (double) idleStart.toMillis() / BUSY.toMillis());
    var off = slower > 1 ? idleStart : Duration.ZERO;
    assertThat(resumed.getLast().minus(off)).as("resumed after %s in %s; an idle service started in %s in this run%s", kills.getLast(),
        resumed.getLast(), idleStart, off.isZero() ? "" : ", which is taken off").isLessThanOrEqualTo(Duration.ofMillis((long) (RESUMED.toMillis() * slower)));
  }

  private void judge(Console console) {
    assertThat(Checker.violations(store.evidence(migration, site.journal()))).as("%s killed at %s", course, kills).isEmpty();
    store.mustBeWhole();
    store.mustBeRebuiltTheSame(() -> console.must("replay"));
    assertThat(limits()).as("limits as before").isEqualTo(limits);
    course.judge(site);
    assertThat(service.complaints(EXPLAINED)).as("warnings and errors of the service, killed at " + kills).isEmpty();
  }

  private Map<String, Limits> limits() {
    return site.names().stream().collect(Collectors.toMap(Function.identity(), site::limits));
  }

  @Override public void close() {
    service.close();
    site.close();
  }
}
