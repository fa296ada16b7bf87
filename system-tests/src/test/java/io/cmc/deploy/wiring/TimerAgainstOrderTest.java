// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.command.HoldMigration;
import io.cmc.command.NoteDeadline;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.postgres.TestSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A timer of a migration goes off while an order for it is decided. */
class TimerAgainstOrderTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private final SamplePlan sample = new SamplePlan("timed", "participantT");
  private InProcess service;
  private JdbcClient owner;
  private CommandGateway commands;

  @BeforeEach void a_migration_that_waits_for_its_nodes() {
    var url = ServiceDatabase.create();
    owner = JdbcClient.create(TestSessions.of(url));
    service = InProcess.start(folder, url, new String[0]);
    commands = service.context().getBean(CommandGateway.class);
    commands.sendAndWait(sample.plan("plan-key"));
    commands.sendAndWait(sample.start("start-key"));
    await().atMost(SOON).until(() -> timers() == 1);
  }

  @AfterEach void close() {
    service.close();
  }

  @Test void both_come_to_their_end_whoever_is_first() {
    var order = new AtomicReference<CompletableFuture<Void>>();
    service.context().getBean(CommandBus.class).registerDispatchInterceptor(messages -> (n, message) -> {
      // the timer has its process by now, and goes on when the order waits for one of the two
      if (message.getPayload() instanceof NoteDeadline && order.get() == null) order.set(waitingOrder());
      return message;
    });

    owner.sql("update scheduled_tasks set execution_time = now() where task_name = 'AxonDeadline'").update();

    await().atMost(SOON).until(() -> events("PhaseOverdue") == 1 && events("MigrationHeld") == 1 && timers() == 0);
    assertThat(order.get()).succeedsWithin(SOON);
  }

  private CompletableFuture<Void> waitingOrder() {
    var done = new CompletableFuture<Void>();
    var thread = Thread.ofPlatform().start(() -> {
      try {
        commands.sendAndWait(new HoldMigration(sample.id(), SamplePlan.by("hold-key")));
        done.complete(null);
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
      }
    });
    await().atMost(SOON).until(() -> done.isDone() || waitsForALock(thread));
    return done;
  }

  private static boolean waitsForALock(Thread thread) {
    return Stream.of(thread.getStackTrace()).anyMatch(frame -> frame.getClassName().contains("PessimisticLockFactory$DisposableLock"))
        && (thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING);
  }

  private long timers() {
    return owner.sql("select count(*) from scheduled_tasks where task_name = 'AxonDeadline'").query(Long.class).single();
  }

  private long events(String kind) {
    return owner.sql("select count(*) from event_json where kind = ?").param(kind).query(Long.class).single();
  }
}
