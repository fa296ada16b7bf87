// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import io.cmc.sim.fault.Faults;
import io.cmc.sim.journal.Journal;
import io.cmc.sim.journal.Tally;
import io.cmc.sim.node.Domain;
import io.cmc.sim.node.Participant;
import io.cmc.sim.server.Port;
import io.cmc.sim.server.ServingThreads;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A running network of simulated participants and domains, on loopback ports unless it was given a host name. Everything that a test wants to do to it is here; what a client
 * does to it goes through the ports.
 */
public final class Network implements AutoCloseable {

  public static final String SOURCE = "olddomain";
  public static final String TARGET = "newdomain";
  private final Faults faults;
  private final Journal journal;
  private final Map<String, Participant> participants;
  private final Map<String, Domain> domains;
  private final Traffic traffic;
  private final Stage stage;
  private final Queue<ManagedChannel> channels = new ConcurrentLinkedQueue<>();

  /** What stands behind the nodes and goes last. */
  record Stage(Databases databases, Ports ports, ServingThreads threads, Port control, int controlPort, String host, Optional<Tally> tally) {}

  /** The nodes themselves, by name. */
  record Nodes(Map<String, Participant> participants, Map<String, Domain> domains) {}

  Network(Faults faults, Journal journal, Nodes nodes, Traffic traffic, Stage stage) {
    this.faults = faults;
    this.journal = journal;
    this.participants = nodes.participants();
    this.domains = nodes.domains();
    this.traffic = traffic;
    this.stage = stage;
  }

  /**
   * @param jdbcAdminUrl an existing database, as {@code jdbc:postgresql://localhost:5432/sim?user=postgres}, whose user may create more; the
   *     journal is kept in it, and the nodes' databases are made beside it
   */
  public static NetworkBuilder builder(String jdbcAdminUrl) {
    return new NetworkBuilder(jdbcAdminUrl);
  }

  static Network start(NetworkBuilder plan) {
    return new NetworkStart(plan).start();
  }

  public Faults faults() {
    return faults;
  }

  public Journal journal() {
    return journal;
  }

  /** @throws IllegalStateException when the network was not built {@link NetworkBuilder#tallied()} */
  public Tally tally() {
    return stage.tally().orElseThrow(() -> new IllegalStateException("expected a network that is tallied, found one that is not"));
  }

  public Traffic traffic() {
    return traffic;
  }

  /** Port of the control service, {@code io.cmc.sim.v1.Simulator}. */
  public int controlPort() {
    return stage.controlPort();
  }

  /** Name or address under which others reach the nodes. */
  public String host() {
    return stage.host();
  }

  /** @throws IllegalArgumentException when there is none of this name */
  public Participant participant(String name) {
    return found(participants, name);
  }

  public Collection<Participant> participants() {
    return participants.values();
  }

  public Domain domain(String name) {
    return found(domains, name);
  }

  public Collection<Domain> domains() {
    return domains.values();
  }

  public Domain source() {
    return domain(SOURCE);
  }

  public Domain target() {
    return domain(TARGET);
  }

  /** Address of the database that holds a node's state. */
  public String databaseUrl(String node) {
    return stage.databases().url(node);
  }

  /** Whether all nodes keep their state in one database. */
  public boolean sharesDatabase() {
    return stage.databases().shared();
  }

  /** The address under which a domain's public port is configured. */
  public String sequencerUrl(String domain) {
    return "http://" + host() + ":" + domain(domain).spec().site().first();
  }

  /** A configuration as the console would make it, without the id of the domain. */
  public DomainConnectionConfig connection(String alias, String domain) {
    return ConnectionConfigs.plain(alias, List.of(sequencerUrl(domain)));
  }

  /** A channel to a node's admin port; closed with the network. */
  public ManagedChannel admin(String node) {
    return channel(participants.containsKey(node) ? participant(node).spec().site().second() : domain(node).spec().site().second());
  }

  /** A channel to a participant's ledger port; closed with the network. */
  public ManagedChannel ledger(String participant) {
    return channel(participant(participant).spec().site().first());
  }

  /** A channel to a domain's public port; closed with the network. */
  public ManagedChannel sequencer(String domain) {
    return channel(domain(domain).spec().site().first());
  }

  /** A channel to the control service; closed with the network. */
  public ManagedChannel control() {
    return channel(stage.controlPort());
  }

  private ManagedChannel channel(int port) {
    var channel = Grpc.newChannelBuilderForAddress("127.0.0.1", port, InsecureChannelCredentials.create()).build();
    channels.add(channel);
    return channel;
  }

  /** Writes the client configuration of this network as Canton's console would want it, and the addresses of the databases. */
  public void writeRemoteConf(Path file) {
    writeRemoteConf(file, "");
  }

  /** @param passwordFile in which whoever reads the configuration finds the password of the databases */
  void writeRemoteConf(Path file, String passwordFile) {
    new RemoteConf(this, passwordFile).write(file);
  }

  @Override
  public void close() {
    traffic.stop();
    faults.clear();
    channels.forEach(ManagedChannel::shutdownNow);
    stage.control().close();
    participants.values().parallelStream().forEach(Participant::close);
    domains.values().forEach(Domain::close);
    stage.threads().close();
    stage.databases().close();
    stage.ports().close();
  }

  private static <T> T found(Map<String, T> all, String name) {
    var found = all.get(name);
    if (found == null) throw new IllegalArgumentException("expected one of " + all.keySet() + ", but found " + name);
    return found;
  }
}
