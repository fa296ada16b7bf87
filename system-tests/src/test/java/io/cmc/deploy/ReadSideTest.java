// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.step.Steps;
import io.cmc.controller.work.WorkLoop;
import io.cmc.deploy.system.Console;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.projection.publish.Publisher;
import io.cmc.store.checkpoint.CheckpointMaker;
import io.cmc.store.seal.Sealer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The read side as a process of its own. */
class ReadSideTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private final String database = ServiceDatabase.create();
  @TempDir private Path folder;

  @Test void it_reads_and_feeds_read_models_and_takes_no_order() {
    try (var service = InProcess.start(folder.resolve("service"), database, new String[0])) {
      service.console().cmc("hold", "unknown", "--reason", "nobody planned it");
      await().atMost(PATIENCE).until(() -> service.console().cmc("audit").out().contains("OrderRefused"));
    }

    var port = InProcess.freePort();
    try (var reads = start(port); var console = new Console(port, folder.resolve("reads"))) {
      assertThat(console.must("audit").out()).contains("OrderRefused", "unknown");
      await("read models fed by it").atMost(PATIENCE).until(() -> fed(reads) == 3);
      var refused = console.cmc("hold", "unknown", "--reason", "here?");
      assertThat(refused.code()).isNotZero();
      assertThat(refused.err()).contains("UNIMPLEMENTED");
      assertThat(console.must("health").out()).contains("SERVING");
    }
  }

  @Test void there_is_nothing_in_it_that_could_change_anything_but_read_models() {
    var port = InProcess.freePort();
    try (var reads = start(port)) {
      var found = Stream.of(Nodes.class, Steps.class, WorkLoop.class, Sealer.class, CheckpointMaker.class, Scheduler.class, Publisher.class)
          .filter(kind -> reads.getBeanNamesForType(kind).length > 0);

      assertThat(found).isEmpty();
    }
  }

  private ConfigurableApplicationContext start(int port) {
    return ReadSide.start("--cmc.data=" + folder.resolve("reads"), "--spring.grpc.server.port=" + port, "--cmc.database.url=" + database);
  }

  /** How many read models somebody feeds; the service, which did so before, is gone. */
  private static int fed(ConfigurableApplicationContext reads) {
    return JdbcClient.create(reads.getBean(DataSource.class))
        .sql("select count(*) from token_entry where owner is not null and processor_name in ('status', 'audit', 'incident')").query(Integer.class).single();
  }
}
