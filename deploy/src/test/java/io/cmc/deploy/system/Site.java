// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc;
import com.google.protobuf.Empty;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.sim.Network;
import io.cmc.sim.NetworkBuilder;
import io.cmc.sim.journal.JournalEntry;
import io.cmc.sim.node.Limits;
import io.cmc.sim.node.Participant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A simulated network in this JVM, the operator's configuration of it, and what can be seen at its nodes without the service. */
public final class Site implements AutoCloseable {

  private final Network network;
  private final Path folder;
  private final long begun;
  private final String server;
  private final Set<String> migrations = new TreeSet<>();

  private Site(Network network, Path folder, String server) {
    this.network = network;
    this.server = server;
    this.folder = folder;
    this.begun = network.journal().entries().stream().mapToLong(JournalEntry::seq).max().orElse(0);
    network.writeRemoteConf(folder.resolve("remote.conf"));
  }

  public static Site start(Path folder, UnaryOperator<NetworkBuilder> shape) {
    var server = ThrowawayServer.newDatabase();
    return new Site(shape.apply(Network.builder(server)).start(), folder, server);
  }

  public Network network() {
    return network;
  }

  public List<String> names() {
    return network.participants().stream().map(Participant::name).sorted().toList();
  }

  public Path conf() {
    return folder.resolve("remote.conf");
  }

  public Path file(String migration) {
    return folder.resolve(migration + ".yaml");
  }

  /** Words of {@code cmc plan} for a migration from the source to the target, with backups that need no client tool. */
  public String[] planning(String migration, String... more) {
    return planningTo(Network.TARGET, migration, more);
  }

  /** The same to another domain. */
  public String[] planningTo(String target, String migration, String... more) {
    migrations.add(migration);
    var words = new ArrayList<>(List.of("plan", "--from", Network.SOURCE, "--to", target, "--name", migration, "--target-url",
        network.sequencerUrl(target), "--canton-config", conf().toString(), "--backup", "template-copy", "--force"));
    words.addAll(List.of(more));
    words.add(file(migration).toString());
    return words.toArray(String[]::new);
  }

  /** What clients did to the nodes since the network was ready. */
  public List<JournalEntry> journal() {
    return network.journal().after(begun).stream().filter(e -> !e.method().startsWith("node/")).toList();
  }

  public List<JournalEntry> journal(String method) {
    return journal().stream().filter(e -> e.method().endsWith("/" + method)).toList();
  }

  /** As the node itself reports them. */
  public Limits limits(String participant) {
    var limits = ResourceManagementServiceGrpc.newBlockingStub(network.admin(participant)).getResourceLimits(Empty.getDefaultInstance());
    return new Limits(limits.getMaxDirtyRequests(), limits.getMaxRate(), limits.getMaxBurstFactor());
  }

  /** Ids of the contracts of a participant on one domain, read from its database. */
  public Set<String> contracts(String participant, String domain) {
    return contractsIn(network.databaseUrl(participant), domain);
  }

  public Set<String> contractsIn(String database, String domain) {
    return new TreeSet<>(sql(database).sql("select contract_id from active_contracts where domain_id = ?").param(network.domain(domain).id())
        .query(String.class).list());
  }

  public static JdbcClient sql(String database) {
    return JdbcClient.create(new DriverManagerDataSource(database));
  }

  /** Copies of databases stay on the server, where they would be in the way of the same migration of another test, or of the same one tried again. */
  @Override public void close() {
    network.close();
    migrations.forEach(this::forgetCopies);
  }

  private void forgetCopies(String migration) {
    var copies = sql(server).sql("select datname from pg_database where starts_with(datname, ?)").param("cmc_backup_cmc-" + migration + "-")
        .query(String.class).list();
    copies.forEach(copy -> sql(server).sql("drop database \"" + copy + "\" with (force)").update());
  }
}
