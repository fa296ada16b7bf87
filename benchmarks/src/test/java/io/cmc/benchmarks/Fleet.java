// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import static io.cmc.api.v1.MigrationState.COMPLETED;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.Confirmation;
import io.cmc.api.v1.ConfirmExternallyRequest;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.OrderContext;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.Site;
import io.cmc.plan.Verification;
import io.cmc.sim.Network;
import io.cmc.sim.NetworkBuilder;
import io.cmc.sim.journal.Tally.Call;
import io.cmc.sim.node.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A simulated network where every call takes 50 ms, and one whole migration of it by the service: backups are confirmed as soon as they are asked for, pings are
 * sparse above 30 participants, and the source stays. All in this JVM, so the nodes take from the processors as well.
 */
final class Fleet implements AutoCloseable {

  static final Duration CALL = Duration.ofMillis(50);
  /** Each of the three times that a drain has to wait for. */
  static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String NAME = "fleet";

  private final Network network;
  private final InProcess service;
  private final Path folder;

  private Fleet(Network network, InProcess service, Path folder) {
    this.network = network;
    this.service = service;
    this.folder = folder;
  }

  static NetworkBuilder network(Laboratory laboratory, int participants) {
    return Network.builder(laboratory.newDatabase("nodes")).participants(participants).sharedDatabase().contracts(1).seed(5)
        .domainTimeouts(TIMEOUT, TIMEOUT, TIMEOUT).timing(Timing.quick().withCall(CALL).withFirstPing(Duration.ZERO));
  }

  static Fleet start(Laboratory laboratory, int participants) {
    var network = network(laboratory, participants).tallied().start();
    var folder = laboratory.newFolder("fleet");
    network.writeRemoteConf(folder.resolve("remote.conf"));
    // nobody else changes these nodes; looks of the watch would be counted as calls that the migration needs
    var service = InProcess.start(folder.resolve("service"), laboratory.newDatabase("fleet"), new String[] {"--logging.level.root=warn", "--cmc.watch=1h",
        "--cmc.limits.orders=100000", "--cmc.limits.reads=1000000"});
    return new Fleet(network, service, folder);
  }

  /** What each participant sends. */
  static int pings(int participants) {
    return participants <= Verification.DEFAULT.everyPairUpTo() ? participants - 1 : 32 - Integer.numberOfLeadingZeros(participants - 1);
  }

  /** @param took from the order to start until it was shown as completed; @param calls of all nodes; @param stages when each began, by {@link System#nanoTime} as the calls; @param asked how long each answer to a query of the status took meanwhile, in ms */
  record Run(Duration took, List<Call> calls, List<Long> stages, List<Double> asked) {}

  /** @param meanwhile told each status that is read */
  Run migrate(Consumer<MigrationStatus> meanwhile) {
    plan();
    var calls = new HashSet<>(network.tally().calls());
    var began = System.nanoTime();
    service.console().must("start", file(), "--reason", "benchmark");
    var confirmed = new HashSet<String>();
    var asked = new ArrayList<Double>();
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(100)).until(() -> {
        var asking = System.nanoTime();
        var status = service.console().status(NAME).orElseThrow();
        asked.add((System.nanoTime() - asking) / 1e6);
        toConfirm(status).stream().filter(confirmed::add).forEach(who -> people.execute(() -> confirm(who)));
        meanwhile.accept(status);
        return status.getState() == COMPLETED;
      });
    }
    var ended = System.nanoTime();
    var made = network.tally().calls().stream().filter(c -> !calls.contains(c)).toList();
    return new Run(Duration.ofNanos(ended - began), made, stages(), asked);
  }

  private void plan() {
    service.console().must("plan", "--from", Network.SOURCE, "--to", Network.TARGET, "--name", NAME, "--target-url", network.sequencerUrl(Network.TARGET),
        "--canton-config", folder.resolve("remote.conf").toString(), "--backup", "confirm", "--keep-source", "--force", file());
  }

  private String file() {
    return folder.resolve("plan.yaml").toString();
  }

  private static Set<String> toConfirm(MigrationStatus status) {
    var asked = new HashSet<String>();
    status.getParticipantsList().stream().filter(p -> p.getActivity().getStep().equals("BACK_UP")).forEach(p -> asked.add(p.getName()));
    if (status.getDomains().getStep().equals("BACK_UP_SOURCE")) asked.add("");
    return asked;
  }

  private void confirm(String participant) {
    var context = OrderContext.newBuilder().setReason("benchmark").setIdempotencyKey("backup-" + participant).build();
    service.console().orders().confirmExternally(ConfirmExternallyRequest.newBuilder().setContext(context).setMigration(NAME).setParticipant(participant)
        .setWhat(Confirmation.BACKUP_TAKEN).setReference("snapshot").build());
  }

  /** The service's clock is this JVM's. */
  private List<Long> stages() {
    var nanos = System.nanoTime();
    var now = Instant.now();
    return service.store().sql("select at from event_json where kind = 'StageBegan' and migration = ? order by position").param(NAME)
        .query((r, n) -> nanos - Duration.between(r.getTimestamp(1).toInstant(), now).toNanos()).list();
  }

  long events() {
    return service.store().sql("select count(*) from domain_event_entry").query(Long.class).single();
  }

  @Override public void close() {
    service.close();
    network.close();
  }
}
