// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.demo;

import io.cmc.cli.Cmc;
import io.cmc.cli.Screen;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A whole migration on a simulated network, with nothing installed: the service, the network and the operator's own verbs. */
@Command(name = "demo", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Runs a whole migration on a simulated Canton network and shows what came of it.")
public final class Demo implements Callable<Integer> {

  private static final String MIGRATION = "demo";
  private static final String TOLD = "MigrationPlanned,MigrationStarted,PreflightPassed,LimitsSaved,StepIntended,DrainProved,BackupTaken,"
      + "PointOfNoReturnCrossed,ContractsMoved,ContractsCompared,PingsAnswered,LimitsRestored,SourceRetired,MigrationCompleted";

  @Option(names = "--participants", defaultValue = "2", description = "how many participants (default: ${DEFAULT-VALUE})")
  private int participants;
  @Option(names = "--seed", defaultValue = "1", description = "what identities, limits and contracts follow from (default: ${DEFAULT-VALUE})")
  private long seed;
  @Option(names = "--data", description = "folder for everything; a new one below data/demo when not given")
  private Path data;

  @Option(names = "--kafka", description = "publish the events to a Kafka that is started for it, and show the end of the topic")
  private boolean kafka;

  private final Screen screen = Screen.ofProcess();

  public static void main(String[] args) {
    System.exit(new CommandLine(new Demo()).execute(args));
  }

  @Override public Integer call() throws IOException, InterruptedException {
    var folder = data == null ? fresh() : data.toAbsolutePath();
    Files.createDirectories(folder);
    say("Everything is kept in " + folder);
    if (!kafka) return run(folder, List.of(), service -> { });
    try (var broker = Broker.start(folder.resolve("kafka"))) {
      broker.awaitReady();
      return run(folder, List.of("--kafka", broker.address()), service -> {
        heading("The end of the topic cmc.events (all of it, while Kafka runs: cmc follow --bootstrap-servers " + broker.address() + ")");
        broker.showTail(service);
      });
    }
  }

  private interface AtTheEnd {
    void show(ServiceProcess service) throws InterruptedException;
  }

  private int run(Path folder, List<String> more, AtTheEnd end) throws IOException, InterruptedException {
    try (var network = SimulatedNetwork.start(folder.resolve("network"), participants, seed);
        var service = ServiceProcess.start(folder.resolve("service"), this::say, more)) {
      network.awaitReady();
      service.awaitReady();
      var code = migrate(folder, network, service);
      if (code == 0) end.show(service);
      return code;
    }
  }

  private int migrate(Path folder, SimulatedNetwork network, ServiceProcess service) throws IOException {
    var plan = folder.resolve("plan.yaml");
    heading("The plan, made from " + network.remoteConf());
    var planned = cmc(service, planning(network, plan));
    if (planned != 0) return planned;
    try (var lines = Files.lines(plan)) {
      lines.filter(l -> !l.isBlank() && !l.startsWith("#")).forEach(this::say);
    }
    heading("The migration");
    try (var person = Operator.who(network, service, MIGRATION, this::say)) {
      var migrated = cmc(service, "start", plan.toString(), "--reason", "the demo", "--watch");
      if (migrated != 0) return migrated;
    }
    return show(folder, service);
  }

  private String[] planning(SimulatedNetwork network, Path plan) throws IOException {
    var words = new ArrayList<>(List.of("plan", "--from", "olddomain", "--to", "newdomain", "--name", MIGRATION, "--target-url",
        network.targetUrl(), "--canton-config", network.remoteConf().toString(), "--force", plan.toString()));
    if (!pgDumpIsThere()) words.addAll(List.of("--backup", "template-copy"));
    return words.toArray(String[]::new);
  }

  /** Where no client tools are installed the databases are copied by SQL alone. */
  private static boolean pgDumpIsThere() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(d -> Files.isExecutable(Path.of(d, "pg_dump")));
  }

  private int show(Path folder, ServiceProcess service) {
    heading("What came of it");
    var status = cmc(service, "status", MIGRATION, "--details");
    heading("The audit trail: orders, calls that changed a node, and proofs (the rest: cmc audit " + MIGRATION + ")");
    var audit = cmc(service, "audit", MIGRATION, "--kind", TOLD);
    heading("Where it is kept");
    say("events, audit and status   " + folder.resolve("service/postgres") + " (read again: ./cmc serve --data " + folder.resolve("service") + ")");
    say("backups                    " + folder.resolve("service/backups"));
    say("the simulated network      " + folder.resolve("network"));
    return status != 0 ? status : audit;
  }

  private int cmc(ServiceProcess service, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--server", "127.0.0.1:" + service.port()));
    return Cmc.run(screen, all.toArray(String[]::new));
  }

  private static Path fresh() {
    var now = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC).format(Instant.now());
    return Path.of("data", "demo", now).toAbsolutePath();
  }

  private void heading(String text) {
    say("");
    say("== " + text);
  }

  private void say(String text) {
    System.out.println(text);
  }
}
