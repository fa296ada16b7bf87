// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import io.cmc.sim.fault.Faults;
import io.cmc.sim.journal.Journal;
import io.cmc.sim.journal.Tally;
import io.cmc.sim.node.CantonFailure;
import io.cmc.sim.node.Directory;
import io.cmc.sim.node.Domain;
import io.cmc.sim.node.DomainSpec;
import io.cmc.sim.node.Edition;
import io.cmc.sim.node.NodeKind;
import io.cmc.sim.node.Participant;
import io.cmc.sim.node.ParticipantSpec;
import io.cmc.sim.node.Sessions;
import io.cmc.sim.node.World;
import io.cmc.sim.server.NodeDoors;
import io.cmc.sim.server.Reach;
import io.cmc.sim.server.ServingThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings a network up: the first time it makes everything, later it finds everything. */
final class NetworkStart {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int AT_A_TIME = 8;
  private final NetworkBuilder plan;
  private final Cast cast;
  private final Databases databases;
  private final ServingThreads threads = new ServingThreads();
  private final Faults faults = new Faults();
  private final Journal journal;
  private final Ports ports;
  private final Optional<Tally> tally;
  private final Reach reach;
  private final Map<String, Domain> domains = new LinkedHashMap<>();
  private final Map<String, Participant> participants = new LinkedHashMap<>();

  NetworkStart(NetworkBuilder plan) {
    this.plan = plan;
    this.cast = new Cast(plan.seed);
    this.databases = new Databases(plan.jdbcAdminUrl, plan.shared, plan.participants);
    JdbcClient.create(databases.own()).sql(Sessions.script("simulator.sql")).update();
    this.journal = new Journal(databases.own());
    this.tally = plan.tallied ? Optional.of(new Tally()) : Optional.empty();
    this.ports = new Ports(databases.own(), plan.firstPort, plan.controlPort);
    this.reach = plan.host.equals(NetworkBuilder.THIS_MACHINE) ? Reach.loopback(threads) : Reach.everywhere(threads);
  }

  Network start() {
    makeNodes();
    domains.values().forEach(Domain::start);
    forAll(Participant::start);
    forAll(NetworkStart::awaitStarted);
    forAll(this::registerSource);
    if (isNew()) furnish();
    return network();
  }

  private Network network() {
    var traffic = new Traffic(List.copyOf(participants.values()));
    var number = ports.single("control", plan.controlPort);
    var control = reach.open(number);
    var network = new Network(faults, journal, new Network.Nodes(participants, domains), traffic, new Network.Stage(databases, ports, threads, control, number, plan.host, tally));
    control.serve(List.of(new ControlService(network).bindService()));
    return network;
  }

  private void makeNodes() {
    Directory directory = id -> domains.values().stream().filter(d -> d.id().equals(id)).findFirst();
    var doors = new NodeDoors(new NodeDoors.Serving(reach, plan.protections, tally), faults, journal, plan.timing.call(), directory);
    var world = new World(faults, journal, plan.timing, directory, doors);
    plan.allDomains().forEach((name, version) -> domains.put(name, new Domain(domainSpec(name, version), world)));
    IntStream.range(0, plan.participants).forEach(i -> participants.put(Cast.participant(i), new Participant(participantSpec(i), world)));
  }

  private DomainSpec domainSpec(String name, int protocolVersion) {
    return new DomainSpec(cast.uid(name), protocolVersion, plan.rulesOf(name), plan.release, ports.site(name, databases.ofDomain(name)));
  }

  private ParticipantSpec participantSpec(int index) {
    var name = Cast.participant(index);
    var edition = plan.community.contains(name) ? Edition.COMMUNITY : plan.edition;
    return new ParticipantSpec(cast.uid(name), new NodeKind(plan.release, edition, true), ports.site(name, databases.ofParticipant(name, index)),
        plan.limits.getOrDefault(name, cast.limits(index)), List.of(cast.party(index)));
  }

  /** A participant that was never used knows no domain yet. */
  private void registerSource(Participant participant) {
    if (!participant.process().configured().isEmpty()) return;
    var url = "http://" + plan.host + ":" + domains.get(Network.SOURCE).spec().site().first();
    registerPatiently(participant, ConnectionConfigs.plain(Network.SOURCE, List.of(url)));
  }

  private boolean isNew() {
    return JdbcClient.create(databases.own()).sql("select count(*) from network_furnished").query(Integer.class).single() == 0;
  }

  /** May be cut off and done again: what is there already stays. */
  private void furnish() {
    IntStream.range(0, plan.participants).forEach(this::seedContracts);
    JdbcClient.create(databases.own()).sql("insert into network_furnished values (true)").update();
  }

  /** On a busy machine the first answer of a domain may take longer than a participant is told to wait. */
  private static void registerPatiently(Participant participant, DomainConnectionConfig source) {
    var until = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        participant.process().connections().register(source);
        return;
      } catch (CantonFailure e) {
        if (!e.code().retryable() || Instant.now().isAfter(until)) throw e;
      }
    }
  }

  private void seedContracts(int index) {
    var neighbour = (index + 1) % plan.participants;
    if (neighbour == index || plan.participants == 2 && index == 1) return;
    var shared = cast.contracts(index, neighbour, plan.contracts);
    var domain = domains.get(Network.SOURCE).id();
    List.of(index, neighbour).forEach(i -> participants.get(Cast.participant(i)).seed(shared, domain));
  }

  private static void awaitStarted(Participant participant) {
    if (!participant.awaitStarted(PATIENCE)) throw new IllegalStateException(participant.name() + " did not start within " + PATIENCE);
  }

  private void forAll(Consumer<Participant> work) {
    try (var some = Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
      var running = participants.values().stream().map(p -> CompletableFuture.runAsync(() -> work.accept(p), some)).toList();
      running.forEach(CompletableFuture::join);
    }
  }
}
