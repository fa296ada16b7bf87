// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import io.cmc.sim.fault.FaultInterceptor;
import io.cmc.sim.fault.Faults;
import io.cmc.sim.journal.Journal;
import io.cmc.sim.journal.JournalInterceptor;
import io.cmc.sim.journal.Tally;
import io.cmc.sim.node.Directory;
import io.cmc.sim.node.Domain;
import io.cmc.sim.node.Doors;
import io.cmc.sim.node.ErrorLog;
import io.cmc.sim.node.Gate;
import io.cmc.sim.node.Participant;
import io.cmc.sim.node.ParticipantProcess;
import io.cmc.sim.node.Release;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens real gRPC ports for nodes. Every call passes the tally where there is one, the gate of a frozen node, the latency, the faults and the journal, in this order. */
public final class NodeDoors implements Doors {

  /** @param protections by node; who is not in it is open to everybody */
  public record Serving(Reach reach, Map<String, Protection> protections, Optional<Tally> tally) {

    Protection protection(String node) {
      return protections.getOrDefault(node, Protection.NONE);
    }

    Port port(int number, Protection protection) {
      return reach.open(number, protection.credentials());
    }
  }

  private final Serving serving;
  private final Faults faults;
  private final Journal journal;
  private final Duration latency;
  private final Directory directory;

  public NodeDoors(Serving serving, Faults faults, Journal journal, Duration latency, Directory directory) {
    this.serving = serving;
    this.faults = faults;
    this.journal = journal;
    this.latency = latency;
    this.directory = directory;
  }

  @Override
  public Open open(Participant participant, ParticipantProcess process) {
    var site = participant.spec().site();
    var guards = guards(participant.name(), participant.gate());
    var protection = serving.protection(participant.name());
    return new Pair(serving.port(site.first(), protection), serving.port(site.second(), protection),
        tokens(protection, true, guarded(ledger(process), guards)),
        tokens(protection, adminTokens(process.kind().release()), guarded(admin(participant, process), guards)));
  }

  @Override
  public Open open(Domain domain) {
    var site = domain.spec().site();
    var guards = guards(domain.spec().name(), domain.gate());
    var protection = serving.protection(domain.spec().name());
    return new Pair(serving.port(site.first(), Protection.NONE), serving.port(site.second(), protection),
        guarded(publicServices(domain), guards), tokens(protection, adminTokens(domain.spec().release()), guarded(admin(domain), guards)));
  }

  /** Admin APIs know tokens from 2.10.1 on. */
  private static boolean adminTokens(Release release) {
    return release == Release.V2_10;
  }

  /** Who is turned away is not heard, so nothing of it is in the journal; what describes the services is protected as they are. */
  private static List<ServerServiceDefinition> tokens(Protection protection, boolean known, List<ServerServiceDefinition> services) {
    if (!known || protection.tokens().isEmpty()) return services;
    return services.stream().map(s -> ServerInterceptors.interceptForward(s, new TokenCheck(protection))).toList();
  }

  private List<ServerServiceDefinition> admin(Participant participant, ParticipantProcess process) {
    var traced = Replies.traced(participant.name(), process.errors());
    var untraced = Replies.untraced(participant.name(), process.errors());
    var topology = new ParticipantTopology(process, directory::domain, untraced);
    var services = bound(new LimitsService(process, untraced), new ConnectivityService(process, untraced), new PingEndpoint(process, untraced),
        new IdentityService(process.uid()), topology.new Parties(), topology.new Read(),
        new TimeEndpoint(id -> connected(process, id), untraced));
    services.add(new RepairService(process, traced).ofRelease());
    services.add(new InspectionEndpoint(process, untraced).ofRelease());
    services.addAll(new ParticipantStatuses(process, participant.spec().site(), untraced).ofRelease());
    services.addAll(ApiInfo.ofRelease(process.kind().release(), ApiInfo.ADMIN));
    return services;
  }

  private List<ServerServiceDefinition> ledger(ParticipantProcess process) {
    var traced = Replies.traced(process.uid().name(), process.errors());
    var commands = new CommandEndpoints(process, traced);
    var rest = new LedgerServices(process, directory::domain, traced);
    var services = bound(new ContractsEndpoint(process), commands.new Waiting(), commands.new NotWaiting(),
        rest.new Parties(), rest.new Transactions(), rest.new Identity());
    services.addAll(ApiInfo.ofRelease(process.kind().release(), ApiInfo.LEDGER));
    return services;
  }

  private List<ServerServiceDefinition> publicServices(Domain domain) {
    var services = bound(new SequencerEndpoint(domain, replies(domain)));
    services.addAll(ApiInfo.ofRelease(domain.spec().release(), ApiInfo.PUBLIC));
    return services;
  }

  private List<ServerServiceDefinition> admin(Domain domain) {
    var replies = replies(domain);
    var manager = new DomainManager(domain, replies);
    var services = bound(new IdentityService(domain.spec().uid()), manager.new Read(), manager.new Write(), new TimeEndpoint(_ -> domain, replies));
    services.addAll(new DomainStatuses(domain, replies).ofRelease());
    services.addAll(ApiInfo.ofRelease(domain.spec().release(), ApiInfo.ADMIN));
    return services;
  }

  private static Replies replies(Domain domain) {
    return Replies.untraced(domain.spec().name(), new ErrorLog());
  }

  private static Domain connected(ParticipantProcess process, Optional<String> id) {
    if (id.isEmpty()) throw Status.INVALID_ARGUMENT.withDescription("Domain id must be specified to lookup a time on a participant").asRuntimeException();
    return process.connections().connectedDomain(id.get()).orElseThrow(() ->
        Status.INVALID_ARGUMENT.withDescription("Time tracker for domain " + id.get() + " not found").asRuntimeException());
  }

  private static List<ServerServiceDefinition> bound(BindableService... services) {
    return new ArrayList<>(Stream.of(services).map(BindableService::bindService).toList());
  }

  private List<ServerInterceptor> guards(String node, Gate gate) {
    var guards = Stream.of(new Waiting(gate, latency), new FaultInterceptor(faults, node, JournalInterceptor::shortName), new JournalInterceptor(journal, node));
    return Stream.concat(serving.tally().map(t -> t.at(node)).stream(), guards).toList();
  }

  private static List<ServerServiceDefinition> guarded(List<ServerServiceDefinition> services, List<ServerInterceptor> guards) {
    var all = new ArrayList<>(services.stream().map(s -> ServerInterceptors.interceptForward(s, guards)).toList());
    all.add(ProtoReflectionService.newInstance().bindService());
    all.add(ProtoReflectionServiceV1.newInstance().bindService());
    return all;
  }

  /** A node's two ports. */
  private record Pair(Port first, Port second, List<ServerServiceDefinition> onFirst, List<ServerServiceDefinition> onSecond) implements Open {

    @Override
    public void serve() {
      first.serve(onFirst);
      second.serve(onSecond);
    }

    @Override
    public void close() {
      first.close();
      second.close();
    }
  }
}
