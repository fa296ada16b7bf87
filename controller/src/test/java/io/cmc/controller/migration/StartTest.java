// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.access.OrderContext;
import io.cmc.command.PlanMigration;
import io.cmc.command.StartMigration;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.door.AnswerBook;
import io.cmc.controller.door.KeepAnswer;
import io.cmc.controller.door.OrderDesk;
import io.cmc.controller.work.TestDatabase;
import io.cmc.id.MigrationId;
import io.cmc.id.SynchronizerAlias;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.TargetDomain;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.engine.EventEngine;
import io.cmc.store.names.EventJson;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.upcast.Upcasts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Orders on a real store: what events set in motion is kept or undone with them, whoever objects. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartTest {

  private TestDatabase database;
  private Configuration axon;
  private OrderDesk desk;

  @BeforeAll void a_service_without_workers() {
    database = TestDatabase.create();
    var transactions = new SpringTransactionManager(database.transactions());
    var work = database.durable();
    var answers = new AnswerBook(database.db(), database.json());
    var configurer = DefaultConfigurer.defaultConfiguration(false)
        .configureTransactionManager(c -> transactions)
        .configureSerializer(c -> EventJson.generalSerializer())
        .configureEmbeddedEventStore(c -> engine(transactions))
        .configureAggregate(Migration.class)
        .registerCommandHandler(c -> new Planning(c.repository(Migration.class), c.eventStore()));
    configurer.eventProcessing(p -> p.registerSubscribingEventProcessor("work")
        .registerErrorHandler("work", c -> PropagatingErrorHandler.instance())
        .registerListenerInvocationErrorHandler("work", c -> PropagatingErrorHandler.instance())
        .registerEventHandler(c -> work.migrationDesk()).registerEventHandler(c -> work.stepDesk()));
    axon = configurer.start();
    axon.commandBus().registerHandlerInterceptor(new KeepAnswer(answers));
    desk = new OrderDesk(axon.commandGateway(), axon.eventBus(), answers, database.transaction());
  }

  @AfterAll void ends() {
    axon.shutdown();
  }

  @BeforeEach void nobody_is_busy() {
    database.db().sql("delete from active_participant").update();
  }

  private EventStorageEngine engine(TransactionManager transactions) {
    var source = ((JdbcTransactionManager) database.transactions()).getDataSource();
    return EventEngine.create(new EventEngine.Place(new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(source)), transactions, Optional.empty()),
        new EventSerializer(EventNames.standard()), EventJson.generalSerializer(), Upcasts.standard(), Map.of());
  }

  @Test void a_start_that_would_take_a_busy_participant_is_refused_in_words_and_leaves_nothing_behind() {
    var first = planned("net-eu-1", "newdomain-1");
    var second = planned("net-eu-2", "newdomain-2");
    desk.take(start(first, "start-1"));

    assertThatThrownBy(() -> desk.take(start(second, "start-2"))).isInstanceOfSatisfying(OrderRejected.class, e -> {
      assertThat(e.problem().code()).isEqualTo(ProblemCode.PARTICIPANT_BUSY);
      assertThat(e.problem().found()).isEqualTo("it is in one");
    });

    assertThat(events(first)).contains("StepRequested");
    assertThat(work(first)).isEqualTo(1);
    assertThat(events(second)).as("the stream of the one that was refused").containsExactly("MigrationPlanned");
    assertThat(work(second)).isZero();
    assertThat(database.db().sql("select count(*) from active_participant where migration = 'net-eu-2'").query(Integer.class).single()).isZero();
    assertThat(database.db().sql("select count(*) from domain_event_entry where payload_type = 'OrderRefused' and payload like '%net-eu-2%'")
        .query(Integer.class).single()).isEqualTo(1);
  }

  @Test void a_plan_is_kept_once_and_the_same_one_again_is_no_error() {
    var plan = planned("net-eu-3", "newdomain-3");

    desk.take(plan(plan, "plan-3-again"));

    assertThat(events(plan)).containsExactly("MigrationPlanned");
  }

  @Test void two_who_start_at_once_start_once() throws Exception {
    var plan = planned("net-eu-4", "newdomain-4");

    try (var threads = Executors.newFixedThreadPool(4)) {
      threads.invokeAll(Stream.of("a", "b", "c", "d").<Callable<Void>>map(key -> () -> {
        try {
          desk.take(start(plan, key));
        } catch (OrderRejected late) {
          assertThat(late.problem().code()).isIn(ProblemCode.ALREADY_STARTED, ProblemCode.CONFLICT, ProblemCode.PARTICIPANT_BUSY);
        }
        return null;
      }).toList()).forEach(end -> assertThat(end).succeedsWithin(Duration.ofSeconds(20)));
    }

    assertThat(events(plan)).filteredOn("MigrationStarted"::equals).hasSize(1);
    assertThat(work(plan)).isEqualTo(1);
  }

  private MigrationPlan planned(String name, String alias) {
    var base = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2);
    var t = base.target();
    var plan = Plans.to(Plans.named(base, new MigrationId(name)), new TargetDomain(new SynchronizerAlias(alias), t.id(),
        t.protocolVersion(), t.sequencers(), t.trustCollectionFile(), t.admin()));
    desk.take(plan(plan, "plan-" + name));
    return plan;
  }

  private static PlanMigration plan(MigrationPlan plan, String key) {
    return new PlanMigration(plan.migration(), plan, Plans.HASH, by(key));
  }

  private static StartMigration start(MigrationPlan plan, String key) {
    return new StartMigration(plan.migration(), Plans.HASH, by(key));
  }

  private static OrderContext by(String key) {
    return new OrderContext(Samples.OPERATOR, "change window", "CHG-4711", key, Samples.NOON);
  }

  private List<String> events(MigrationPlan plan) {
    return database.db().sql("select payload_type from domain_event_entry where aggregate_identifier = ? order by sequence_number")
        .param(plan.migration().value()).query(String.class).list();
  }

  private int work(MigrationPlan plan) {
    return database.db().sql("select count(*) from durable_work where migration = ?").param(plan.migration().value()).query(Integer.class).single();
  }
}
