// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import static io.cmc.controller.activity.Samples.MIGRATION;
import static io.cmc.controller.activity.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.access.OrderContext;
import io.cmc.command.AbortMigration;
import io.cmc.command.HoldMigration;
import io.cmc.command.Order;
import io.cmc.command.ReleaseGate;
import io.cmc.command.RetryStep;
import io.cmc.command.StartMigration;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.work.TestDatabase;
import io.cmc.event.OrderEvent.OrderRefused;
import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.journey.Phase;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.SimpleEventBus;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same key, the same answer: on a real database, over a real bus whose handlers write in the transaction of the answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderDeskTest {

  private static final Problem WRONG = Problem.of(ProblemCode.WRONG_PHASE, "a migration that is under way", "a planned one");
  private static final Problem BUSY = Problem.of(ProblemCode.CONFLICT, "no call on its way to the domains", "LOWER_RATES under way");
  private TestDatabase database;
  private AnswerBook answers;
  private OrderDesk desk;
  private final AtomicInteger effects = new AtomicInteger();
  private final List<EventMessage<?>> refused = new CopyOnWriteArrayList<>();
  private volatile Consumer<Order> handler;

  @BeforeAll void a_desk() {
    database = TestDatabase.create();
    answers = new AnswerBook(database.db(), database.json());
    var bus = SimpleCommandBus.builder().transactionManager(new SpringTransactionManager(database.transactions())).build();
    bus.registerHandlerInterceptor(new KeepAnswer(answers));
    for (var type : List.of(HoldMigration.class, StartMigration.class, RetryStep.class, ReleaseGate.class, AbortMigration.class)) {
      bus.subscribe(type.getName(), message -> handle((Order) message.getPayload()));
    }
    var events = SimpleEventBus.builder().build();
    events.subscribe(refused::addAll);
    desk = new OrderDesk(DefaultCommandGateway.builder().commandBus(bus).build(), events, answers, database.transaction(), new Patience(5, Duration.ofMillis(1)));
  }

  @BeforeEach void nothing_was_ordered() {
    database.emptied();
    refused.clear();
    effects.set(0);
    handler = order -> { };
  }

  private Object handle(Order order) {
    handler.accept(order);
    database.db().sql("insert into migration_control (migration) values (?)").param("effect-" + effects.incrementAndGet()).update();
    return null;
  }

  @Test void an_order_that_is_taken_is_answered_and_the_same_key_again_has_no_effect() {
    desk.take(hold("key-1"));
    desk.take(hold("key-1"));

    assertThat(lasting()).isEqualTo(1);
    assertThat(answers.find("key-1")).contains(new AnswerBook.Answer("HoldMigration", "net-eu-7", Optional.empty()));
  }

  @Test void orders_without_a_key_are_each_taken() {
    desk.take(hold(""));
    desk.take(hold(""));

    assertThat(lasting()).isEqualTo(2);
  }

  @Test void the_same_key_from_many_at_once_has_one_effect_and_one_answer() throws Exception {
    var together = new CyclicBarrier(8);

    var ends = atOnce(8, () -> {
      together.await();
      desk.take(hold("key-1"));
      return "taken";
    });

    assertThat(ends).containsOnly("taken");
    assertThat(lasting()).isEqualTo(1);
  }

  @Test void a_refusal_is_written_down_and_is_the_answer_from_then_on() {
    handler = OrderDeskTest::refuses;

    assertRefused(hold("key-1"), ProblemCode.WRONG_PHASE);
    handler = order -> { };
    assertRefused(hold("key-1"), ProblemCode.WRONG_PHASE);

    assertThat(lasting()).isZero();
    assertThat(refused).singleElement().satisfies(m -> {
      assertThat(m.getPayload()).isEqualTo(new OrderRefused(MIGRATION, "", "HoldMigration", WRONG, NOON));
      assertThat(m.getMetaData()).containsEntry("actorSubject", "operator-1").containsEntry("reason", "change window")
          .containsEntry("ticket", "CHG-4711").containsEntry("order", "HoldMigration").containsEntry("correlationId", m.getIdentifier());
    });
  }

  @Test void the_same_key_from_many_at_once_is_refused_to_all_in_the_same_words_and_written_down_once() throws Exception {
    handler = OrderDeskTest::refuses;
    var together = new CyclicBarrier(8);

    var ends = atOnce(8, () -> {
      together.await();
      try {
        desk.take(hold("key-1"));
        return "taken";
      } catch (OrderRejected e) {
        return e.problem().sentence();
      }
    });

    assertThat(ends).containsOnly(WRONG.sentence());
    assertThat(database.db().sql("select count(*) from order_answer").query(Integer.class).single()).isEqualTo(1);
  }

  @Test void whoever_is_refused_because_the_same_order_was_just_taken_is_answered_as_that_one() {
    var first = new AtomicInteger();
    handler = order -> {
      if (first.getAndIncrement() == 0) {
        inAnotherThread(() -> desk.take(order)); // the same order, sent twice: the other one is taken first
        throw new OrderRejected(WRONG);
      }
    };

    desk.take(hold("key-1"));

    assertThat(lasting()).isEqualTo(1);
    assertThat(refused).hasSizeLessThanOrEqualTo(1);
  }

  @Test void what_is_refused_before_it_is_an_order_is_refused_again_in_the_words_of_the_first_time() {
    var subject = new Subject("PlanMigration", MIGRATION, "", MIGRATION.value(), by("key-1"));
    desk.refuse(subject, WRONG);

    var again = desk.refuse(subject, Problem.of(ProblemCode.PLAN_NOT_RESOLVED, "everything resolved", "something is open"));

    assertThat(again.problem()).isEqualTo(WRONG);
  }

  @Test void a_key_is_not_used_for_two_orders() {
    desk.take(hold("key-1"));

    assertRefused(new StartMigration(MIGRATION, Plans.HASH, by("key-1")), ProblemCode.CONTEXT_MISSING);
    assertRefused(new HoldMigration(new MigrationId("net-us-1"), by("key-1")), ProblemCode.CONTEXT_MISSING);
  }

  @Test void the_key_that_released_one_gate_does_not_release_another() {
    desk.take(new ReleaseGate(MIGRATION, Phase.DRAIN, by("key-1")));
    desk.take(new ReleaseGate(MIGRATION, Phase.DRAIN, by("key-1")));

    assertRefused(new ReleaseGate(MIGRATION, Phase.MOVE_CONTRACTS, by("key-1")), ProblemCode.CONTEXT_MISSING);
    assertThat(lasting()).isEqualTo(1);
  }

  @Test void a_refused_release_is_refused_again_in_the_same_words() {
    handler = OrderDeskTest::refuses;

    assertRefused(new ReleaseGate(MIGRATION, Phase.DRAIN, by("key-1")), ProblemCode.WRONG_PHASE);
    assertRefused(new ReleaseGate(MIGRATION, Phase.DRAIN, by("key-1")), ProblemCode.WRONG_PHASE);
    assertThat(refused).hasSize(1);
  }

  @Test void a_migration_or_participant_that_nobody_knows_is_refused_in_words() {
    handler = order -> {
      throw new AggregateNotFoundException("net-eu-7", "no such stream");
    };

    assertRefused(hold("key-1"), ProblemCode.MIGRATION_NOT_FOUND);
    assertRefused(new RetryStep(new JourneyId(MIGRATION, Plans.name(0)), by("key-2")), ProblemCode.PARTICIPANT_NOT_FOUND);
    assertThat(((OrderRefused) refused.getLast().getPayload()).node()).isEqualTo("alfa");
  }

  @Test void other_writers_each_time_are_a_conflict() {
    handler = order -> {
      throw new ConcurrencyException("somebody else was first");
    };

    assertRefused(hold("key-1"), ProblemCode.CONFLICT);
  }

  @Test void an_order_to_turn_back_waits_for_the_call_that_is_on_its_way_to_the_domains() {
    var tries = new AtomicInteger();
    handler = order -> {
      if (tries.incrementAndGet() < 4) throw new OrderRejected(BUSY);
    };

    desk.take(new AbortMigration(MIGRATION, by("key-1")));

    assertThat(tries).hasValue(4);
    assertThat(lasting()).isEqualTo(1);
    assertThat(refused).as("nobody was told in between").isEmpty();
  }

  @Test void a_call_that_does_not_end_is_told_in_the_end() {
    var tries = new AtomicInteger();
    handler = order -> {
      tries.incrementAndGet();
      throw new OrderRejected(BUSY);
    };

    assertRefused(new AbortMigration(MIGRATION, by("key-1")), ProblemCode.CONFLICT);

    assertThat(tries).hasValue(5);
  }

  @Test void another_order_is_told_at_once_and_may_come_again_with_its_key() {
    var tries = new AtomicInteger();
    handler = order -> {
      tries.incrementAndGet();
      throw new OrderRejected(BUSY);
    };

    assertRefused(hold("key-1"), ProblemCode.CONFLICT);

    assertThat(tries).hasValue(1);
    assertThat(answers.find("key-1")).isEmpty();
  }

  @Test void an_order_that_lacks_something_is_refused_and_written_down_without_being_sent() {
    var lacking = Problem.of(ProblemCode.CONTEXT_MISSING, "a reason", "none");

    assertThatThrownBy(() -> desk.take(hold("key-1"), () -> Optional.of(lacking))).isInstanceOf(OrderRejected.class);

    assertThat(effects).hasValue(0);
    assertThat(refused).singleElement().satisfies(m -> assertThat(((OrderRefused) m.getPayload()).problem()).isEqualTo(lacking));
  }

  @Test void an_order_that_was_taken_is_answered_as_then_whatever_it_would_lack_now() {
    desk.take(hold("key-1"));

    desk.take(hold("key-1"), () -> Optional.of(WRONG));

    assertThat(lasting()).isEqualTo(1);
  }

  @Test void a_fault_of_ours_is_thrown_and_answers_nothing() {
    handler = order -> {
      throw new IllegalStateException("a fault");
    };

    assertThatThrownBy(() -> desk.take(hold("key-1"))).isInstanceOf(IllegalStateException.class);

    assertThat(answers.find("key-1")).isEmpty();
    assertThat(refused).isEmpty();
  }

  @Test void an_answer_is_undone_with_the_transaction_it_is_kept_in() {
    database.transaction().executeWithoutResult(status -> {
      answers.keep("key-1", MIGRATION, new AnswerBook.Answer("HoldMigration", "net-eu-7", Optional.empty()));
      status.setRollbackOnly();
    });

    assertThat(answers.find("key-1")).isEmpty();
  }

  private static void refuses(Order order) {
    throw new OrderRejected(WRONG);
  }

  private static HoldMigration hold(String key) {
    return new HoldMigration(MIGRATION, by(key));
  }

  private static OrderContext by(String key) {
    return new OrderContext(Samples.OPERATOR, "change window", "CHG-4711", key, NOON);
  }

  private int lasting() {
    return database.db().sql("select count(*) from migration_control").query(Integer.class).single();
  }

  private void assertRefused(Order order, ProblemCode code) {
    assertThatThrownBy(() -> desk.take(order)).isInstanceOfSatisfying(OrderRejected.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }

  private static void inAnotherThread(Runnable work) {
    try (var other = Executors.newSingleThreadExecutor()) {
      other.submit(work);
    }
  }

  private static List<String> atOnce(int many, Callable<String> work) throws Exception {
    try (var threads = Executors.newFixedThreadPool(many)) {
      return threads.invokeAll(IntStream.range(0, many).mapToObj(i -> work).toList()).stream().map(f -> {
        try {
          return f.get();
        } catch (Exception e) {
          return "ended by " + e;
        }
      }).toList();
    }
  }
}
