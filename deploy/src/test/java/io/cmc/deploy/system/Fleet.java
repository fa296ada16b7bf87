// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static io.cmc.api.v1.MigrationState.COMPLETED;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.Confirmation;
import io.cmc.api.v1.ConfirmExternallyRequest;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.OrderContext;
import io.cmc.plan.Verification;
import io.cmc.sim.Network;
import io.cmc.sim.NetworkBuilder;
import io.cmc.sim.journal.Tally.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Many simulated nodes, and one whole migration of them by a service in this JVM: backups are confirmed as soon as they are asked for, and the
 * source stays. Every call of every node is tallied.
 */
public final class Fleet implements AutoCloseable {

  /** Each of the three times that a drain has to wait for. */
  public static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final String NAME = "fleet";
  /** Of requests at once and of commands a second, while the pings run. */
  private static final int ROOM = 20;

  private final Network network;
  private final InProcess service;
  private final Path folder;

  private Fleet(Network network, InProcess service, Path folder) {
    this.network = network;
    this.service = service;
    this.folder = folder;
  }

  /** @param database in whose server the nodes keep all that they have, each in a schema of its own */
  public static NetworkBuilder network(String database, int participants) {
    return Network.builder(database).participants(participants).sharedDatabase().contracts(1).seed(5).domainTimeouts(TIMEOUT, TIMEOUT, TIMEOUT);
  }

  /** @param service starts one with these settings, which leave the nodes to the migration: looks of the watch would be calls that it does not need */
  public static Fleet start(NetworkBuilder shape, Path folder, Function<String[], InProcess> service) {
    var network = shape.tallied().start();
    network.writeRemoteConf(folder.resolve("remote.conf"));
    return new Fleet(network, service.apply(new String[] {"--logging.level.root=warn", "--cmc.watch=1h", "--cmc.limits.orders=100000",
        "--cmc.limits.reads=1000000"}), folder);
  }

  /** What each participant sends. */
  public static int pings(int participants) {
    return participants <= Verification.DEFAULT.everyPairUpTo() ? participants - 1 : 32 - Integer.numberOfLeadingZeros(participants - 1);
  }

  /** @param took from the order to start until it was shown as completed; @param calls of all nodes; @param stages when each began, by {@link System#nanoTime} as the calls; @param asked how long it took each time until what has changed of the status was known, in ms; @param waved the same of a call that reads nothing */
  public record Run(Duration took, List<Call> calls, List<Long> stages, List<Double> asked, List<Double> waved) {}

  /** @param meanwhile told each status that is read */
  public Run migrate(Consumer<MigrationStatus> meanwhile) {
    plan();
    var calls = new HashSet<>(network.tally().calls());
    var began = System.nanoTime();
    service.console().must("start", file(), "--reason", "benchmark");
    var confirmed = new HashSet<String>();
    var asked = new ArrayList<Double>();
    var waved = new ArrayList<Double>();
    var known = new AtomicReference<>(MigrationStatus.getDefaultInstance());
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(100)).until(() -> {
        asked.add(millis(() -> known.updateAndGet(last -> service.console().status(NAME, last).orElse(last))));
        waved.add(millis(() -> service.console().wave()));
        var status = known.get();
        toConfirm(status).stream().filter(confirmed::add).forEach(who -> people.execute(() -> confirm(who)));
        meanwhile.accept(status);
        return status.getState() == COMPLETED;
      });
    }
    var ended = System.nanoTime();
    var made = network.tally().calls().stream().filter(c -> !calls.contains(c)).toList();
    return new Run(Duration.ofNanos(ended - began), made, List.copyOf(stagesBegun().keySet()), asked, waved);
  }

  private static double millis(Runnable call) {
    var began = System.nanoTime();
    call.run();
    return (System.nanoTime() - began) / 1e6;
  }

  private void plan() {
    service.console().must("plan", "--from", Network.SOURCE, "--to", Network.TARGET, "--name", NAME, "--target-url", network.sequencerUrl(Network.TARGET),
        "--canton-config", folder.resolve("remote.conf").toString(), "--backup", "confirm", "--keep-source", "--force", file());
    leaveRoomForPings(Path.of(file()));
  }

  /** A ping that is lost to the small limits is known for lost after two minutes, which would be measured instead of all else. */
  private static void leaveRoomForPings(Path plan) {
    try {
      Files.writeString(plan, Files.readString(plan).replaceAll("(small-max-(dirty-requests|rate)): \\d+", "$1: " + ROOM));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** Names of stages by when each began. The service's clock is this JVM's. */
  public NavigableMap<Long, String> stagesBegun() {
    var nanos = System.nanoTime();
    var now = Instant.now();
    var begun = new TreeMap<Long, String>();
    service.store().sql("select at, payload ->> 'stage' from event_json where kind = 'StageBegan' and migration = ? order by position").param(NAME)
        .query(r -> {
          begun.put(nanos - Duration.between(r.getTimestamp(1).toInstant(), now).toNanos(), r.getString(2));
        });
    return begun;
  }

  public long events() {
    return service.store().sql("select count(*) from domain_event_entry").query(Long.class).single();
  }

  @Override public void close() {
    service.close();
    network.close();
  }
}
