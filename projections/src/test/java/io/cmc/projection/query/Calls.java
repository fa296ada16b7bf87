// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.MigrationQueriesGrpc;
import io.cmc.api.v1.ReadLogGrpc;
import io.cmc.api.v1.ReadModelsGrpc;
import io.cmc.projection.ReadSide;
import io.cmc.projection.reads.ReadLog;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/** The query services of a read side, called over gRPC within the process. */
final class Calls implements AutoCloseable {

  private final Server server;
  private final ManagedChannel channel;

  Calls(ReadSide readSide) {
    var name = InProcessServerBuilder.generateName();
    try {
      server = InProcessServerBuilder.forName(name).addService(readSide.bean(MigrationQueriesService.class))
          .addService(readSide.bean(ReadModelsService.class)).addService(readSide.bean(ReadLogService.class))
          .intercept(new ReadNotes(readSide.bean(ReadLog.class), () -> UUID.randomUUID().toString())).intercept(new NamedCallers()).build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    channel = InProcessChannelBuilder.forName(name).build();
  }

  MigrationQueriesGrpc.MigrationQueriesBlockingStub queries() {
    return MigrationQueriesGrpc.newBlockingStub(channel);
  }

  MigrationQueriesGrpc.MigrationQueriesStub watching() {
    return MigrationQueriesGrpc.newStub(channel);
  }

  ReadModelsGrpc.ReadModelsBlockingStub upkeep() {
    return ReadModelsGrpc.newBlockingStub(channel);
  }

  ReadLogGrpc.ReadLogBlockingStub reads() {
    return ReadLogGrpc.newBlockingStub(channel);
  }

  @Override public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
