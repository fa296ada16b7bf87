// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.cmc.controller.process.ChangedProcesses;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.store.names.EventSerializer;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.SubscribingEventProcessor;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parts the service is really made of: left to itself, the framework takes others without a word. */
class WiringTest {

  private static final String USER = "local-admin/" + System.getProperty("user.name");

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  @TempDir private static Path folder;
  private static String database;
  private static InProcess service;

  @BeforeAll static void start() {
    database = ThrowawayServer.newDatabase();
    service = InProcess.start(folder, database, new String[0]);
  }

  @AfterAll static void close() {
    service.close();
  }

  private static <T> T bean(Class<T> type) {
    return service.context().getBean(type);
  }

  @Test void a_database_that_is_named_is_used_and_no_other_is_started() {
    assertThat(folder.resolve("postgres")).as("where an embedded one would be").doesNotExist();
    assertThat(bean(HikariDataSource.class).getJdbcUrl()).isEqualTo(database.replaceAll("\\?.*", ""));
  }

  @Test void transactions_are_springs() {
    assertThat(bean(TransactionManager.class)).isExactlyInstanceOf(SpringTransactionManager.class);
    assertThat(bean(CommandBus.class)).isInstanceOf(SimpleCommandBus.class).extracting("transactionManager").isSameAs(bean(TransactionManager.class));
  }

  @Test void events_tokens_and_sagas_are_kept_in_the_database() {
    assertThat(bean(EventStore.class)).isInstanceOf(EmbeddedEventStore.class);
    assertThat(bean(EventStorageEngine.class)).isInstanceOf(JdbcEventStorageEngine.class);
    assertThat(bean(TokenStore.class)).isExactlyInstanceOf(JdbcTokenStore.class);
    assertThat(bean(SagaStore.class)).isExactlyInstanceOf(ChangedProcesses.class);
    assertThat(bean(EventProcessingConfiguration.class).sagaStore()).isSameAs(bean(SagaStore.class));
  }

  @Test void deadlines_are_kept_in_the_database() {
    assertThat(bean(DeadlineManager.class)).isExactlyInstanceOf(DbSchedulerDeadlineManager.class);
  }

  @Test void events_are_written_under_stored_names_and_everything_else_as_json() {
    assertThat(bean(EventStorageEngine.class)).extracting("eventSerializer").isInstanceOf(EventSerializer.class);
    assertThat(bean(Serializer.class)).isInstanceOf(JacksonSerializer.class);
    assertThat(service.context().getBean("messageSerializer")).isInstanceOf(JacksonSerializer.class);
  }

  @ParameterizedTest @ValueSource(strings = {"work", "process"}) void what_belongs_to_the_transaction_of_an_event_is_subscribed(String group) {
    var processor = bean(EventProcessingConfiguration.class).eventProcessor(group);

    assertThat(processor).get().isExactlyInstanceOf(SubscribingEventProcessor.class).matches(EventProcessor::isRunning, "is running");
  }

  @ParameterizedTest @ValueSource(strings = {"status", "audit", "incident"}) void read_models_are_streamed_and_put_aside_what_they_cannot_take(String group) {
    var processing = bean(EventProcessingConfiguration.class);

    assertThat(processing.eventProcessor(group)).get().isExactlyInstanceOf(PooledStreamingEventProcessor.class);
    assertThat(processing.deadLetterQueue(group)).get().isInstanceOf(JdbcSequencedDeadLetterQueue.class).matches(queue -> !queue.isFull(group), "has room");
    assertThat(processing.tokenStore(group)).isSameAs(bean(TokenStore.class));
    assertThat(processing.transactionManager(group)).isSameAs(bean(TransactionManager.class));
  }

  @Test void there_are_no_other_event_processors() {
    assertThat(bean(EventProcessingConfiguration.class).eventProcessors().keySet()).containsExactlyInAnyOrder("work", "process", "status", "audit",
        "incident");
  }

  @Test void health_is_served() {
    var answer = HealthGrpc.newBlockingStub(service.console().channel()).check(HealthCheckRequest.getDefaultInstance());

    assertThat(answer.getStatus()).isEqualTo(ServingStatus.SERVING);
  }

  @Test void reflection_lists_the_public_api() throws Exception {
    var listed = new CompletableFuture<ServerReflectionResponse>();
    var question = ServerReflectionGrpc.newStub(service.console().channel()).serverReflectionInfo(first(listed));
    question.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    question.onCompleted();

    assertThat(listed.get(20, TimeUnit.SECONDS).getListServicesResponse().getServiceList()).extracting(s -> s.getName())
        .contains("cmc.api.v1.MigrationOrders", "cmc.api.v1.MigrationQueries", "cmc.api.v1.ReadModels", "cmc.api.v1.ReadLog", "grpc.health.v1.Health");
  }

  @Test void what_is_read_over_the_wire_is_in_the_log_of_reads_with_its_caller() {
    service.console().must("list");
    service.console().must("audit", "--export", "csv", "--to", folder.resolve("audit.csv").toString());
    service.console().must("export", "--all", "--to", folder.resolve("all.jsonl").toString());

    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(service.store()
        .sql("select distinct view || ' ' || person.subject from read_log join person on person.id = actor").query(String.class).list())
        .contains("list " + USER, "audit-export " + USER, "history-export " + USER));
    assertThat(service.console().must("audit", "--reads", "--kind", "history-export").out()).contains("history-export", System.getProperty("user.name"));
  }

  /** Asked of what is really bound, so that no service that comes later is forgotten. */
  @Test void every_call_but_health_needs_a_token() {
    var methods = service.context().getBeansOfType(BindableService.class).values().stream().map(BindableService::bindService)
        .filter(bound -> !bound.getServiceDescriptor().getName().equals(HealthGrpc.SERVICE_NAME))
        .flatMap(bound -> bound.getServiceDescriptor().getMethods().stream()).toList();
    var stranger = NettyChannelBuilder.forAddress("127.0.0.1", service.context().getEnvironment().getRequiredProperty("spring.grpc.server.port", Integer.class))
        .usePlaintext().build();
    try {
      assertThat(methods).extracting(MethodDescriptor::getServiceName).contains("cmc.api.v1.MigrationOrders", "cmc.api.v1.MigrationQueries", "cmc.api.v1.Access");
      assertThat(methods).allSatisfy(method -> assertThat(answerTo(stranger, method)).isEqualTo(Status.Code.UNAUTHENTICATED));
      assertThat(HealthGrpc.newBlockingStub(stranger).check(HealthCheckRequest.getDefaultInstance()).getStatus()).isEqualTo(ServingStatus.SERVING);
    } finally {
      stranger.shutdownNow();
    }
  }

  @SuppressWarnings("unchecked") // the empty message is one of every kind
  private static <Q> Status.Code answerTo(Channel channel, MethodDescriptor<Q, ?> method) {
    var request = method.parseRequest(InputStream.nullInputStream());
    try {
      ClientCalls.blockingServerStreamingCall(channel, (MethodDescriptor<Q, Object>) method, CallOptions.DEFAULT, request).forEachRemaining(answer -> { });
      return Status.Code.OK;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus().getCode();
    }
  }

  @Test void the_service_cannot_change_or_remove_an_event() {
    assertThatThrownBy(() -> service.store().sql("update domain_event_entry set payload = ''").update()).hasStackTraceContaining("permission denied");
    assertThatThrownBy(() -> service.store().sql("delete from domain_event_entry").update()).hasStackTraceContaining("permission denied");
  }

  private static StreamObserver<ServerReflectionResponse> first(CompletableFuture<ServerReflectionResponse> answer) {
    return new StreamObserver<>() {
      @Override public void onNext(ServerReflectionResponse response) {
        answer.complete(response);
      }

      @Override public void onError(Throwable failure) {
        answer.completeExceptionally(failure);
      }

      @Override public void onCompleted() {
        // the answer is there already
      }
    };
  }
}
