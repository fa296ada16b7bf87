// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.command.HoldMigration;
import io.cmc.command.ResumeMigration;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.rejection.OrderRejected;
import java.nio.file.Path;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A migration with many events, to which two services add in turns. */
class LongStreamTest {

  private static final int TURNS = 70;

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  @TempDir private Path folder;
  private final SamplePlan sample = new SamplePlan("long", "participantL");
  private TwoServices services;

  @BeforeEach void a_migration_that_waits_for_its_nodes() {
    services = TwoServices.start(folder);
    send(services.one(), sample.plan("plan-key"));
    send(services.one(), sample.start("start-key"));
  }

  @AfterEach void close() {
    services.close();
  }

  @Test void each_command_is_decided_upon_all_of_it_and_no_event_is_told_again() {
    for (var turn = 0; turn < TURNS; turn++) {
      send(turn % 3 == 0 ? services.other() : services.one(), new HoldMigration(sample.id(), SamplePlan.by("hold-" + turn)));
      send(turn % 2 == 0 ? services.other() : services.one(), new ResumeMigration(sample.id(), SamplePlan.by("resume-" + turn)));
    }

    for (var service : List.of(services.one(), services.other())) {
      assertThat(last(service)).isGreaterThan(2 * TURNS);
      assertThat(service.context().getBean(EventStore.class).readEvents(sample.name()).asStream()).as("its state").hasSize(1);
      assertThatThrownBy(() -> send(service, new ResumeMigration(sample.id(), SamplePlan.by("resume-again")))).isInstanceOf(OrderRejected.class)
          .hasMessageContaining("WRONG_PHASE");
    }
  }

  private long last(InProcess service) {
    return service.context().getBean(EventStore.class).lastSequenceNumberFor(sample.name()).orElseThrow();
  }

  private static void send(InProcess service, Object command) {
    service.context().getBean(CommandGateway.class).sendAndWait(command);
  }
}
