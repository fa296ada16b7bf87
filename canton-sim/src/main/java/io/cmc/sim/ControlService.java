// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import com.daml.ledger.api.v1.Record;
import com.google.protobuf.Timestamp;
import io.cmc.sim.node.CantonFailure;
import io.cmc.sim.node.Command;
import io.cmc.sim.node.Domain;
import io.cmc.sim.node.Participant;
import io.cmc.sim.v1.DescribeRequest;
import io.cmc.sim.v1.InjectFaultRequest;
import io.cmc.sim.v1.InjectFaultResponse;
import io.cmc.sim.v1.InspectRequest;
import io.cmc.sim.v1.JournalEntry;
import io.cmc.sim.v1.Limits;
import io.cmc.sim.v1.NetworkDescription;
import io.cmc.sim.v1.Node;
import io.cmc.sim.v1.OperateRequest;
import io.cmc.sim.v1.OperateResponse;
import io.cmc.sim.v1.ParticipantState;
import io.cmc.sim.v1.ReadJournalRequest;
import io.cmc.sim.v1.ReleaseFaultRequest;
import io.cmc.sim.v1.ReleaseFaultResponse;
import io.cmc.sim.v1.SetLimitsRequest;
import io.cmc.sim.v1.SetLimitsResponse;
import io.cmc.sim.v1.SetTrafficRequest;
import io.cmc.sim.v1.SimulatorGrpc.SimulatorImplBase;
import io.cmc.sim.v1.SubmitRequest;
import io.cmc.sim.v1.SubmitResponse;
import io.cmc.sim.v1.TrafficReport;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The network's remote control. */
final class ControlService extends SimulatorImplBase {

  private final Network network;

  ControlService(Network network) {
    this.network = network;
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<NetworkDescription> caller) {
    answer(caller, () -> describe(network));
  }

  static NetworkDescription describe(Network network) {
    return NetworkDescription.newBuilder().addAllParticipants(network.participants().stream().map(p -> node(network, p)).toList())
        .addAllDomains(network.domains().stream().map(ControlService::node).toList()).build();
  }

  private static Node node(Network network, Participant p) {
    return Node.newBuilder().setName(p.name()).setUid(p.spec().uid().toString()).setFirstPort(p.spec().site().first())
        .setAdminPort(p.spec().site().second()).setUp(p.isUp()).addAllParties(p.spec().parties()).setDatabaseUrl(network.databaseUrl(p.name()).replaceAll("(?<=[?&])password=[^&]*&?", "")).build();
  }

  private static Node node(Domain d) {
    return Node.newBuilder().setName(d.spec().name()).setUid(d.id()).setFirstPort(d.spec().site().first())
        .setAdminPort(d.spec().site().second()).setUp(d.isUp()).setProtocolVersion(d.spec().protocolVersion()).build();
  }

  @Override
  public void operate(OperateRequest request, StreamObserver<OperateResponse> caller) {
    answer(caller, () -> {
      if (isParticipant(request.getNode())) operate(network.participant(request.getNode()), request);
      else operate(network.domain(request.getNode()), request);
      return OperateResponse.getDefaultInstance();
    });
  }

  private boolean isParticipant(String name) {
    return network.participants().stream().anyMatch(p -> p.name().equals(name));
  }

  private static void operate(Participant p, OperateRequest request) {
    switch (request.getOperation()) {
      case START -> p.start();
      case STOP -> p.stop();
      case CRASH -> p.crash();
      case RESTART -> p.restart();
      case FREEZE -> p.freeze();
      case THAW -> p.thaw();
      case OPERATION_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("expected an operation, but found none");
    }
  }

  private static void operate(Domain d, OperateRequest request) {
    switch (request.getOperation()) {
      case START -> d.start();
      case STOP, CRASH -> d.stop();
      case RESTART -> d.restart();
      case FREEZE -> d.freeze();
      case THAW -> d.thaw();
      case OPERATION_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("expected an operation, but found none");
    }
  }

  @Override
  public void inspect(InspectRequest request, StreamObserver<ParticipantState> caller) {
    answer(caller, () -> {
      var process = network.participant(request.getParticipant()).process();
      var state = ParticipantState.newBuilder().setDirtyRequests(process.dirtyRequests()).putAllContracts(process.contractCounts());
      process.configured().forEach(c -> state.putDomains(c.alias(), c.status().toString()));
      var limits = process.limits();
      return state.setLimits(Limits.newBuilder().setMaxDirtyRequests(limits.maxDirty()).setMaxRate(limits.maxRate()).setMaxBurstFactor(limits.burst())).build();
    });
  }

  @Override
  public void setLimits(SetLimitsRequest request, StreamObserver<SetLimitsResponse> caller) {
    answer(caller, () -> {
      var l = request.getLimits();
      network.participant(request.getParticipant()).process().setLimits(
          io.cmc.sim.node.Limits.asStored(l.getMaxDirtyRequests(), l.getMaxRate(), l.getMaxBurstFactor()));
      return SetLimitsResponse.getDefaultInstance();
    });
  }

  @Override
  public void submit(SubmitRequest request, StreamObserver<SubmitResponse> caller) {
    answer(caller, () -> {
      var created = network.participant(request.getParticipant()).process().ledger().submitAndWait(command(request));
      return SubmitResponse.newBuilder().setContractId(created.map(c -> c.id()).orElse("")).build();
    });
  }

  private Command command(SubmitRequest request) {
    if (request.getPartiesCount() == 0) return Command.archive(request.getArchive());
    var parties = request.getPartiesList().stream().map(this::party).toList();
    var made = Command.create(Cast.IOU, parties.subList(0, 1), parties.subList(1, parties.size()), Record.getDefaultInstance());
    return request.getArchive().isEmpty() ? made : made.archiving(request.getArchive());
  }

  private String party(String named) {
    var all = network.participants().stream().flatMap(p -> Stream.concat(p.spec().parties().stream(), Stream.of(p.spec().uid().toString())));
    return all.filter(p -> p.equals(named) || p.startsWith(named + "::")).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected a party of this network, but found " + named));
  }

  @Override
  public void setTraffic(SetTrafficRequest request, StreamObserver<TrafficReport> caller) {
    answer(caller, () -> {
      network.traffic().run(request.getPerSecond());
      return TrafficReport.newBuilder().setCommitted(network.traffic().committed()).setRefused(network.traffic().refused()).build();
    });
  }

  @Override
  public void injectFault(InjectFaultRequest request, StreamObserver<InjectFaultResponse> caller) {
    answer(caller, () -> InjectFaultResponse.newBuilder().setId(FaultRequests.inject(network.faults(), request).id()).build());
  }

  @Override
  public void releaseFault(ReleaseFaultRequest request, StreamObserver<ReleaseFaultResponse> caller) {
    answer(caller, () -> {
      if (request.getId().isEmpty()) network.faults().clear();
      else network.faults().release(request.getId());
      return ReleaseFaultResponse.getDefaultInstance();
    });
  }

  @Override
  public void readJournal(ReadJournalRequest request, StreamObserver<JournalEntry> caller) {
    network.journal().after(request.getAfter()).forEach(e -> caller.onNext(shown(e)));
    caller.onCompleted();
  }

  private static JournalEntry shown(io.cmc.sim.journal.JournalEntry e) {
    var shown = JournalEntry.newBuilder().setSeq(e.seq()).setAt(timestamp(e.at())).setNode(e.node()).setMethod(e.method())
        .setRequest(e.request()).addAllEffects(e.effects());
    if (!e.running()) shown.setOutcome(e.outcome()).setEnded(timestamp(e.ended()));
    return shown.build();
  }

  private static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  private static <T> void answer(StreamObserver<T> caller, Supplier<T> work) {
    try {
      caller.onNext(work.get());
      caller.onCompleted();
    } catch (CantonFailure e) {
      caller.onError(e.code().grpc().toStatus().withDescription(e.description("0", "0")).asRuntimeException());
    } catch (IllegalArgumentException e) {
      caller.onError(Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
    } catch (RuntimeException e) {
      caller.onError(Status.UNAVAILABLE.withDescription(e.toString()).asRuntimeException());
    }
  }
}
