// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.command.NoteDeadline;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.postgres.TestSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a timer is for fails for a moment. */
class FailedTimerTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except("An error occurred while triggering deadline",
      "DeadlineException.*during execution of task with name 'AxonDeadline'");

  /** Far less than the five minutes that the library would wait. */
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test void it_is_tried_again_in_seconds() {
    var url = ServiceDatabase.create();
    var owner = JdbcClient.create(TestSessions.of(url));
    try (var service = InProcess.start(folder, url, new String[0])) {
      var sample = new SamplePlan("timed", "participantT");
      var commands = service.context().getBean(CommandGateway.class);
      commands.sendAndWait(sample.plan("plan-key"));
      commands.sendAndWait(sample.start("start-key"));
      await().atMost(SOON).until(() -> count(owner, "scheduled_tasks where task_name = 'AxonDeadline'") == 1);
      var tries = new AtomicInteger();
      service.context().getBean(CommandBus.class).registerDispatchInterceptor(messages -> (n, message) -> {
        if (message.getPayload() instanceof NoteDeadline && tries.incrementAndGet() < 3) throw new IllegalStateException("for a moment");
        return message;
      });

      owner.sql("update scheduled_tasks set execution_time = now() where task_name = 'AxonDeadline'").update();

      await().atMost(SOON).until(() -> count(owner, "scheduled_tasks where task_name = 'AxonDeadline'") == 0);
      assertThat(tries).hasValue(3);
      assertThat(count(owner, "event_json where kind = 'PhaseOverdue'")).isEqualTo(1);
    }
  }

  private static long count(JdbcClient owner, String rows) {
    return owner.sql("select count(*) from " + rows).query(Long.class).single();
  }
}
