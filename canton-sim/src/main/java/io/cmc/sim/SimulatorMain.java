// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.cmc.postgres.EmbeddedServer;
import io.cmc.sim.node.Edition;
import io.cmc.sim.node.Release;
import io.cmc.sim.node.Timing;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a simulated network until it is told to stop. Started again on the same folder, it brings the same network back. */
@Command(name = "sim", mixinStandardHelpOptions = true, subcommands = NodeCommand.class, description = "A network of simulated Canton nodes, with their state in PostgreSQL.")
public final class SimulatorMain implements Callable<Integer> {

  @Option(names = "--participants", defaultValue = "2", description = "how many participants (default: ${DEFAULT-VALUE})")
  private int participants;
  @Option(names = "--seed", defaultValue = "1", description = "what identities, limits and contracts follow from (default: ${DEFAULT-VALUE})")
  private long seed;
  @Option(names = "--release", defaultValue = "2.10", description = "2.8, 2.9.4, 2.9.7 or 2.10 (default: ${DEFAULT-VALUE})")
  private String release;
  @Option(names = "--edition", defaultValue = "enterprise", description = "enterprise or community (default: ${DEFAULT-VALUE})")
  private String edition;
  @Option(names = "--source-pv", description = "protocol version of the source domain (default: by release)")
  private Integer sourcePv;
  @Option(names = "--target-pv", description = "protocol version of the target domain (default: by release)")
  private Integer targetPv;
  @Option(names = "--data", required = true, description = "folder for the database, remote.conf and network.json")
  private Path data;
  @Option(names = "--jdbc-admin-url", description = "an existing database whose user may make more; without it a server of its own is started")
  private String jdbcAdminUrl;
  @Option(names = "--jdbc-password-file", paramLabel = "FILE", description = "with the password of that user; named in remote.conf as well")
  private Path passwordFile;
  @Option(names = "--shared-database", description = "one database for all nodes, for fleets of hundreds")
  private boolean shared;
  @Option(names = "--control-port", defaultValue = "0", description = "port of the control service (default: any)")
  private int controlPort;
  @Option(names = "--first-port", defaultValue = "0", description = "port of the first node, the others follow: both domains, then the participants, two ports each (default: any)")
  private int firstPort;
  @Option(names = "--host", defaultValue = NetworkBuilder.THIS_MACHINE, description = "name under which others reach the nodes, which then listen beyond loopback (default: ${DEFAULT-VALUE})")
  private String host;
  @Option(names = "--call-latency-ms", defaultValue = "0", description = "added to every call (default: ${DEFAULT-VALUE})")
  private int latency;
  @Option(names = "--contracts", defaultValue = "10", description = "contracts between neighbours (default: ${DEFAULT-VALUE})")
  private int contracts;
  private final PrintStream out = System.out;
  private final CountDownLatch closed = new CountDownLatch(1);

  public static void main(String[] args) {
    System.exit(new CommandLine(new SimulatorMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Files.createDirectories(data);
    Files.deleteIfExists(data.resolve("network.json"));
    try (var server = jdbcAdminUrl == null ? EmbeddedServer.start(data.resolve("postgres")) : null;
        var network = plan(server == null ? givenDatabase() : simulatorDatabase(server)).start()) {
      publish(network);
      awaitStop();
    } finally {
      closed.countDown();
    }
    return 0;
  }

  Path data() {
    return data;
  }

  private NetworkBuilder plan(String url) {
    var plan = Network.builder(url).participants(participants).seed(seed).release(Release.of(release)).contracts(contracts)
        .edition(Edition.valueOf(edition.toUpperCase(Locale.ROOT))).controlPort(controlPort).firstPort(firstPort).host(host)
        .timing(Timing.quick().withStartUp(Duration.ofMillis(200)).withCall(Duration.ofMillis(latency)));
    if (sourcePv != null) plan.sourcePv(sourcePv);
    if (targetPv != null) plan.targetPv(targetPv);
    return shared ? plan.sharedDatabase() : plan;
  }

  private String givenDatabase() throws IOException {
    if (passwordFile == null) return jdbcAdminUrl;
    var password = URLEncoder.encode(Files.readString(passwordFile).strip(), StandardCharsets.UTF_8);
    return jdbcAdminUrl + (jdbcAdminUrl.contains("?") ? "&" : "?") + "password=" + password;
  }

  private static String simulatorDatabase(EmbeddedServer server) {
    try (var c = DriverManager.getConnection(server.jdbcUrl("postgres")); var s = c.createStatement()) {
      if (!s.executeQuery("select 1 from pg_database where datname = 'sim'").next()) s.execute("create database sim");
      return server.jdbcUrl("sim");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make the simulator's database", e);
    }
  }

  /** The description is written last and at once: who waits for the network waits for that file. */
  private void publish(Network network) throws IOException {
    network.writeRemoteConf(data.resolve("remote.conf"), passwordFile == null ? "" : passwordFile.toAbsolutePath().toString());
    var draft = data.resolve("network.json.new");
    Files.writeString(draft, json(network));
    Files.move(draft, data.resolve("network.json"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    network.participants().forEach(p -> out.printf("%-14s admin %5d  ledger %5d%n", p.name(), p.spec().site().second(), p.spec().site().first()));
    network.domains().forEach(d -> out.printf("%-14s admin %5d  public %5d  protocol version %d%n",
        d.spec().name(), d.spec().site().second(), d.spec().site().first(), d.spec().protocolVersion()));
    out.printf("control        %11d%nconfiguration  %s%n", network.controlPort(), data.resolve("remote.conf"));
  }

  private static String json(Network network) throws InvalidProtocolBufferException {
    var nodes = JsonFormat.printer().includingDefaultValueFields().print(ControlService.describe(network));
    return "{\n  \"controlPort\": " + network.controlPort() + ",\n  \"network\": " + nodes.replace("\n", "\n  ") + "\n}\n";
  }

  /** The machine is told to go down; it waits until everything is closed. */
  private void awaitStop() throws InterruptedException {
    var stop = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      stop.countDown();
      awaitQuietly(closed);
    }));
    stop.await();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
