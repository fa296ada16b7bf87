// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.demo;

import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.MigrationQueriesGrpc;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.Phase;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The person who stops the old domain when the migration asks for it. */
final class Operator implements AutoCloseable {

  private final ManagedChannel channel;
  private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();

  private Operator(ManagedChannel channel) {
    this.channel = channel;
  }

  static Operator who(SimulatedNetwork network, ServiceProcess service, String migration, Consumer<String> say) {
    var operator = new Operator(service.channel());
    operator.watch.scheduleWithFixedDelay(() -> operator.look(network, migration, say), 500, 500, TimeUnit.MILLISECONDS);
    return operator;
  }

  private void look(SimulatedNetwork network, String migration, Consumer<String> say) {
    try {
      var status = MigrationQueriesGrpc.newBlockingStub(channel).getStatus(GetStatusRequest.newBuilder().setMigration(migration).build());
      if (asksToStop(status)) {
        say.accept("(the operator stops olddomain)");
        network.stop("olddomain");
        watch.shutdown();
      }
    } catch (StatusRuntimeException notYet) {
      // the service is starting again, or the migration is not there yet: looked at again
    } catch (IOException e) {
      say.accept("olddomain cannot be stopped: " + e.getMessage());
    }
  }

  private static boolean asksToStop(MigrationStatus status) {
    return status.getPhase() == Phase.RETIRE && status.getDomains().getState().equals("WAITING");
  }

  @Override public void close() {
    watch.shutdownNow();
    channel.shutdownNow();
  }
}
