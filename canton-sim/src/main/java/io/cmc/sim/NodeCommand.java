// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import io.cmc.sim.v1.OperateRequest;
import io.cmc.sim.v1.Operation;
import io.cmc.sim.v1.SimulatorGrpc;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Does to a node of a network that runs what a person or an accident does to a real one. May be given twice. */
@Command(name = "node", mixinStandardHelpOptions = true, description = "Stops, starts or otherwise treats a node of the network that runs on --data.")
final class NodeCommand implements Callable<Integer> {

  /** What can be done; crash, restart, freeze and thaw to participants only. */
  enum Deed { start, stop, crash, restart, freeze, thaw }

  @Spec private CommandSpec spec;
  @ParentCommand private SimulatorMain network;
  @Parameters(index = "0", description = "${COMPLETION-CANDIDATES}") private Deed deed;
  @Parameters(index = "1", paramLabel = "NODE", description = "its name, as the network printed it") private String node;

  @Override public Integer call() {
    var channel = NettyChannelBuilder.forAddress("127.0.0.1", controlPort(network.data())).usePlaintext().build();
    try {
      SimulatorGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS)
          .operate(OperateRequest.newBuilder().setNode(node).setOperation(Operation.valueOf(deed.name().toUpperCase(Locale.ROOT))).build());
      return 0;
    } catch (StatusRuntimeException e) {
      throw wrong(deed + " " + node + ": " + e.getStatus().getCode() + (e.getStatus().getDescription() == null ? "" : " " + e.getStatus().getDescription()));
    } finally {
      channel.shutdownNow();
    }
  }

  private int controlPort(Path data) {
    try {
      var network = Struct.newBuilder();
      JsonFormat.parser().merge(Files.readString(data.resolve("network.json")), network);
      return (int) network.getFieldsOrThrow("controlPort").getNumberValue();
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw wrong(data.resolve("network.json") + " is not what a network writes: " + e.getMessage());
    } catch (IOException e) {
      throw wrong("no network runs on " + data + ": there is no network.json");
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
