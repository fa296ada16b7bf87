// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.wiring;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.cmc.api.v1.MigrationOrder;
import io.cmc.api.v1.OrderContext;
import io.cmc.command.HoldMigration;
import io.cmc.command.ResumeMigration;
import io.cmc.controller.door.AnswerBook;
import io.cmc.controller.door.OrderDesk;
import io.cmc.deploy.system.QuietLog;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.rejection.OrderRejected;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An event, the work it asks for and the answer to its order are kept together or not at all, with two services on one database. */
class OneTransactionTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  @TempDir private static Path folder;
  private static TwoServices services;

  @BeforeAll static void start() {
    services = TwoServices.start(folder);
  }

  @AfterAll static void close() {
    services.close();
  }

  @Test void an_accepted_order_leaves_its_event_its_work_and_its_answer() {
    var sample = planned("accepted", "participantA");

    send(sample.start("accepted-key"));

    assertThat(events(sample, "MigrationStarted")).isEqualTo(1);
    assertThat(rows("durable_work", sample)).isPositive();
    assertThat(answers("accepted-key")).isEqualTo(1);
  }

  @Test void work_that_cannot_be_written_takes_its_event_and_the_answer_with_it() {
    var sample = planned("poisoned", "participantB");
    poison("poisoned");

    assertThatThrownBy(() -> send(sample.start("poisoned-key"))).hasStackTraceContaining("no work for poisoned");

    assertThat(events(sample, "MigrationStarted")).isZero();
    assertThat(events(sample, "StepRequested")).isZero();
    assertThat(rows("durable_work", sample)).isZero();
    assertThat(rows("active_participant", sample)).isZero();
    assertThat(answers("poisoned-key")).isZero();
  }

  @Test void an_order_that_a_subscribed_handler_refuses_leaves_nothing() {
    var first = planned("busy-one", "participantC");
    var second = planned("busy-two", "participantC");
    send(first.start("busy-one-key"));

    assertThatThrownBy(() -> send(second.start("busy-two-key"))).isInstanceOf(OrderRejected.class).hasMessageContaining("PARTICIPANT_BUSY");

    assertThat(events(second, "MigrationStarted")).isZero();
    assertThat(rows("durable_work", second)).isZero();
    assertThat(answers("busy-two-key")).isZero();
  }

  @Test void an_order_that_the_migration_refuses_leaves_no_answer_behind_by_itself() {
    var sample = planned("refused", "participantD");

    assertThatThrownBy(() -> send(new HoldMigration(sample.id(), SamplePlan.by("refused-key")))).isInstanceOf(OrderRejected.class);

    assertThat(answers("refused-key")).isZero();
  }

  @Test void an_order_that_lost_against_other_writers_may_be_sent_again_with_its_key() {
    var sample = planned("lost", "participantG");
    send(sample.start("lost-key"));
    var order = new HoldMigration(sample.id(), SamplePlan.by("hold-key"));
    var alwaysSecond = mock(CommandGateway.class);
    when(alwaysSecond.sendAndWait(any())).thenThrow(new ConcurrencyException("somebody else was first"));

    assertThatThrownBy(() -> desk(alwaysSecond).take(order)).isInstanceOf(OrderRejected.class).hasMessageContaining("CONFLICT");
    desk(services.one().context().getBean(CommandGateway.class)).take(order);

    assertThat(events(sample, "OrderRefused")).isEqualTo(1);
    assertThat(events(sample, "MigrationHeld")).isEqualTo(1);
  }

  private static OrderDesk desk(CommandGateway gateway) {
    return new OrderDesk(gateway, services.one().context().getBean(EventStore.class), services.one().context().getBean(AnswerBook.class),
        new TransactionTemplate(services.one().context().getBean(PlatformTransactionManager.class)));
  }

  @Test void the_second_writer_of_a_stream_is_told_apart_from_a_broken_database() {
    var sample = planned("twice", "participantE");
    send(sample.start("twice-key"));
    var engine = services.one().context().getBean(EventStorageEngine.class);
    var event = new GenericDomainEventMessage<>("Migration", stream(sample), 1, new MigrationHeld(sample.id(), "a test", Instant.now()));

    assertThatThrownBy(() -> engine.appendEvents(event)).isInstanceOf(ConcurrencyException.class);
  }

  /** What the one remembers of the migration would make it refuse, or do nothing. */
  @Test void what_another_service_did_meanwhile_is_known_to_whoever_decides() {
    var sample = planned("known", "participantH");
    send(sample.start("known-key"));

    services.other().context().getBean(CommandGateway.class).sendAndWait(new HoldMigration(sample.id(), SamplePlan.by("known-hold-1")));
    send(new ResumeMigration(sample.id(), SamplePlan.by("known-resume-1")));
    assertThat(events(sample, "MigrationResumed")).isEqualTo(1);

    send(new HoldMigration(sample.id(), SamplePlan.by("known-hold-2")));
    services.other().context().getBean(CommandGateway.class).sendAndWait(new ResumeMigration(sample.id(), SamplePlan.by("known-resume-2")));
    send(new HoldMigration(sample.id(), SamplePlan.by("known-hold-3")));
    assertThat(events(sample, "MigrationHeld")).isEqualTo(3);
  }

  @Test void fifty_orders_at_once_on_two_services_are_all_taken_or_refused_and_none_fails() throws Exception {
    var sample = planned("contested", "participantF");
    send(sample.start("contested-key"));

    List<Code> answers;
    try (var threads = Executors.newFixedThreadPool(50)) {
      var calls = IntStream.range(0, 50).mapToObj(n -> (Callable<Code>) () -> order(n, sample)).toList();
      answers = threads.invokeAll(calls).stream().map(f -> f.resultNow()).toList();
    }

    assertThat(answers).hasSize(50).contains(Code.OK).isSubsetOf(Code.OK, Code.FAILED_PRECONDITION);
    assertThat(services.owner().sql("select kind from event_json where migration = 'contested' and kind in ('MigrationHeld', 'MigrationResumed') order by sequence_number")
        .query(String.class).list()).startsWith("MigrationHeld").satisfies(OneTransactionTest::alternate);
    assertThat(services.owner().sql("select max(sequence_number) + 1 - count(*) from domain_event_entry where aggregate_identifier = ?")
        .param(stream(sample)).query(Long.class).single()).isZero();
  }

  /** Holds and resumes in turns, half of them through each service. ABORTED would be the refusal CONFLICT, after many tries. */
  private static Code order(int n, SamplePlan sample) {
    var order = MigrationOrder.newBuilder().setMigration(sample.name())
        .setContext(OrderContext.newBuilder().setReason("test " + n).setIdempotencyKey("contested-" + n)).build();
    var orders = services.turn(n / 2).console().orders().withDeadlineAfter(60, SECONDS);
    try {
      if (n % 2 == 0) orders.holdMigration(order);
      else orders.resumeMigration(order);
      return Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  private static void alternate(List<? extends String> kinds) {
    for (var i = 1; i < kinds.size(); i++) assertThat(kinds.get(i)).isNotEqualTo(kinds.get(i - 1));
  }

  private static SamplePlan planned(String name, String participant) {
    var sample = new SamplePlan(name, participant);
    send(sample.plan(name + "-plan"));
    return sample;
  }

  private static void send(Object command) {
    services.one().context().getBean(CommandGateway.class).sendAndWait(command);
  }

  private static void poison(String migration) {
    services.owner().sql("create function refuse_work() returns trigger language plpgsql as $$ begin raise exception 'no work for %', new.migration; end $$").update();
    services.owner().sql("create trigger refuse before insert on durable_work for each row when (new.migration = '" + migration + "') execute function refuse_work()").update();
  }

  private static String stream(SamplePlan sample) {
    return services.owner().sql("select stream from event_json where kind = 'MigrationPlanned' and payload ->> 'migration' = ?").param(sample.name()).query(String.class).single();
  }

  private static long events(SamplePlan sample, String kind) {
    return services.owner().sql("select count(*) from event_json where kind = ? and payload ->> 'migration' = ?").params(kind, sample.name()).query(Long.class).single();
  }

  private static long rows(String table, SamplePlan sample) {
    return services.owner().sql("select count(*) from " + table + " where migration = ?").param(sample.name()).query(Long.class).single();
  }

  private static long answers(String key) {
    return services.owner().sql("select count(*) from order_answer where idempotency_key = ?").param(key).query(Long.class).single();
  }
}
