// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.axonframework.commandhandling.GenericCommandMessage.asCommandMessage;

import io.cmc.command.BeginStage;
import io.cmc.command.EnrolParticipant;
import io.cmc.controller.work.WorkLoop;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.id.JourneyId;
import io.cmc.id.NodeName;
import io.cmc.journey.Stage;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.store.engine.Proviso;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Journeys that go on at the same time, on two services with one database, are each kept whole, whoever of them is committed with whom. */
class JourneysAtOnceTest {

  /** With each service fewer than it has sessions. */
  private static final int MANY = 60;

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  @TempDir private static Path folder;
  private static TwoServices services;

  @BeforeAll static void start() {
    services = TwoServices.start(folder);
    for (var service : List.of(services.one(), services.other())) service.context().getBean(WorkLoop.class).stop(); // nobody takes what is asked for
  }

  @AfterAll static void close() {
    services.close();
  }

  @Test void each_leaves_all_of_its_events_and_what_they_ask_for_in_one_transaction() throws Exception {
    var sample = planned("crowd");

    for (var begun : atOnce(n -> begin(services.turn(n), journey(sample, n)))) begun.get();

    assertThat(steps("crowd")).isEqualTo(MANY);
    assertThat(count("select count(*) from recorded_position where migration = 'crowd'")).isEqualTo(MANY);
    assertThat(count("select count(*) from domain_event_entry e where payload_type = 'StepRequested' and payload::jsonb ->> 'migration' = 'crowd' and not exists"
        + " (select from durable_work w where w.migration = 'crowd' and w.node = e.payload::jsonb ->> 'node' and w.xmin::text = e.xmin::text)")).isZero();
    var transactions = count("select count(distinct xmin::text) from domain_event_entry where payload_type = 'StepRequested' and payload::jsonb ->> 'migration' = 'crowd'");
    System.out.println(MANY + " journeys began in " + transactions + " transactions");
    assertThat(transactions).isLessThan(MANY);
  }

  @Test void one_that_two_begin_is_begun_once() throws Exception {
    var sample = planned("contested");

    var enrolled = atOnce(n -> enrol(services.turn(n), journey(sample, n / 2)));

    assertThat(enrolled.stream().filter(one -> failure(one) == null)).hasSize(MANY / 2);
    assertThat(enrolled.stream().map(JourneysAtOnceTest::failure).filter(f -> f != null)).hasSize(MANY / 2).allMatch(AggregateStreamCreationException.class::isInstance);
    assertThat(count("select count(*) from domain_event_entry where payload_type = 'ParticipantEnrolled' and payload::jsonb ->> 'migration' = 'contested'"))
        .isEqualTo(MANY / 2);
    assertThat(count("select count(*) from recorded_position where migration = 'contested'")).isEqualTo(MANY / 2);
  }

  @Test void one_whose_work_cannot_be_written_leaves_nothing_and_takes_no_other_with_it() throws Exception {
    var sample = planned("poisoned");
    services.owner().sql("create function refuse_work() returns trigger language plpgsql as $$ begin raise exception 'no work for %', new.node; end $$").update();
    services.owner().sql("create trigger refuse before insert on durable_work for each row when (new.node in ('p7', 'p37')) execute function refuse_work()").update();

    var begun = atOnce(n -> begin(services.one(), journey(sample, n)));

    for (int n = 0; n < MANY; n++) {
      if (n == 7 || n == 37) assertThatThrownBy(begun.get(n)::get).hasStackTraceContaining("no work for p" + n);
      else begun.get(n).get();
    }
    services.owner().sql("drop trigger refuse on durable_work").update();
    assertThat(steps("poisoned")).isEqualTo(MANY - 2);
    assertThat(requested("poisoned")).isEqualTo(MANY - 2);

    for (int n : List.of(7, 37)) beginStage(services.one(), journey(sample, n));
    assertThat(steps("poisoned")).isEqualTo(MANY);
  }

  @Test void one_that_depends_on_what_holds_no_more_leaves_nothing_and_takes_no_other_with_it() throws Exception {
    var sample = planned("overtaken");
    for (int n = 0; n < MANY; n++) enrol(services.one(), journey(sample, n));

    var begun = atOnce(n -> {
      var proviso = n % 3 == 2 ? Map.<String, Object>of() : new Proviso("? = ?", List.of(n % 3, 0)).asMetaData();
      commands(services.one()).sendAndWait(asCommandMessage(firstStage(journey(sample, n))).andMetaData(proviso));
    });

    for (int n = 0; n < MANY; n++) {
      if (n % 3 == 1) assertThatThrownBy(begun.get(n)::get).hasCauseInstanceOf(Proviso.NotMet.class);
      else begun.get(n).get();
    }
    assertThat(steps("overtaken")).isEqualTo(MANY * 2 / 3);
    assertThat(requested("overtaken")).isEqualTo(MANY * 2 / 3);
    assertThat(count("select count(*) from recorded_position where migration = 'overtaken' and version > 0")).isEqualTo(MANY * 2 / 3);
  }

  private static List<Future<?>> atOnce(IntConsumer deed) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return IntStream.range(0, MANY).<Future<?>>mapToObj(n -> threads.submit(() -> deed.accept(n))).toList();
    }
  }

  private static Throwable failure(Future<?> ended) {
    try {
      ended.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void begin(InProcess service, JourneyId journey) {
    enrol(service, journey);
    beginStage(service, journey);
  }

  private static void enrol(InProcess service, JourneyId journey) {
    commands(service).sendAndWait(new EnrolParticipant(journey, ClosingStrategy.PARTICIPANT_LIMITS, BackupStrategy.CONFIRM, Instant.now()));
  }

  private static void beginStage(InProcess service, JourneyId journey) {
    commands(service).sendAndWait(firstStage(journey));
  }

  private static BeginStage firstStage(JourneyId journey) {
    return new BeginStage(journey, Stage.CHECK_PARTICIPANTS, 1, true, List.of(), Instant.now());
  }

  private static CommandGateway commands(InProcess service) {
    return service.context().getBean(CommandGateway.class);
  }

  private static JourneyId journey(SamplePlan sample, int n) {
    return new JourneyId(sample.id(), new NodeName("p" + n));
  }

  private static SamplePlan planned(String name) {
    var sample = new SamplePlan(name, IntStream.range(0, MANY).mapToObj(n -> "p" + n).toList());
    commands(services.one()).sendAndWait(sample.plan(name + "-plan"));
    return sample;
  }

  /** Rows of work. */
  private static long steps(String migration) {
    return count("select count(*) from durable_work where migration = '" + migration + "' and kind = 'STEP'");
  }

  /** Events that ask for it. */
  private static long requested(String migration) {
    return count("select count(*) from domain_event_entry where payload_type = 'StepRequested' and payload::jsonb ->> 'migration' = '" + migration + "'");
  }

  private static long count(String sql) {
    return services.owner().sql(sql).query(Long.class).single();
  }
}
