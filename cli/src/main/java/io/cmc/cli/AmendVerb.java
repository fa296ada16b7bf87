// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.cmc.api.v1.AmendMigrationRequest;
import io.cmc.api.v1.AmendedAddress;
import io.cmc.api.v1.Endpoint;
import io.cmc.api.v1.Pace;
import io.cmc.api.v1.Window;
import io.cmc.cli.problem.ExitCode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "amend", sortOptions = false, description = "Change on the way what may be changed on the way; what is not named stays as it is.")
final class AmendVerb extends OrderVerb.Plainly {

  @Mixin private MigrationName migration;

  @Option(names = "--parallel", paramLabel = "N", description = "Participants worked on at once.")
  private int parallel;

  @Option(names = "--backups-per-host", paramLabel = "N", description = "Backups at once on one database host.")
  private int backupsPerHost;

  @Option(names = "--dump-jobs", paramLabel = "N", description = "Jobs of one dump.")
  private int dumpJobs;

  @Option(names = "--attempts", paramLabel = "N", description = "Attempts of a step before it is parked.")
  private int attempts;

  @Option(names = "--phase-limit", paramLabel = "DURATION", converter = DurationWord.class, description = "After which a phase is reported as overdue.")
  private Duration phaseLimit;

  @Option(names = "--drain-limit", paramLabel = "DURATION", converter = DurationWord.class, description = "After which a drain is parked.")
  private Duration drainLimit;

  @Option(names = "--ping-timeout", paramLabel = "DURATION", converter = DurationWord.class, description = "Of one ping.")
  private Duration pingTimeout;

  @Option(names = "--window-from", paramLabel = "TIME", converter = TimeWord.class, description = "Begin of the maintenance window.")
  private Timestamp from;

  @Option(names = "--window-until", paramLabel = "TIME", converter = TimeWord.class, description = "Hard end of the maintenance window, for example 2026-11-28T04:00:00Z.")
  private Timestamp until;

  @Option(names = "--window-reserve", paramLabel = "DURATION", converter = DurationWord.class, description = "What the rest of the way and the way back take at most.")
  private Duration reserve;

  @Option(names = "--admin", paramLabel = "NAME=HOST:PORT", split = ",", description = "Another address of a participant's admin API; the same node must answer there.")
  private Map<String, String> admins = Map.of();

  @Option(names = "--ledger", paramLabel = "NAME=HOST:PORT", split = ",", description = "Another address of a participant's ledger API.")
  private Map<String, String> ledgers = Map.of();

  @Override ExitCode run(Desk desk) {
    var order = AmendMigrationRequest.newBuilder().setContext(context()).setMigration(migration.name);
    pace(order);
    window(order);
    if (pingTimeout != null) {
      order.setPingTimeout(pingTimeout);
    }
    admins.forEach((name, address) -> order.addAddresses(AmendedAddress.newBuilder().setParticipant(name).setAdmin(endpoint(address))));
    ledgers.forEach((name, address) -> order.addAddresses(AmendedAddress.newBuilder().setParticipant(name).setLedger(endpoint(address))));
    return give(desk, orders -> orders.amendMigration(order.build()));
  }

  private void pace(AmendMigrationRequest.Builder order) {
    var pace = Pace.newBuilder().setParallel(parallel).setBackupsPerHost(backupsPerHost).setDumpJobs(dumpJobs).setAttempts(attempts);
    if (phaseLimit != null) {
      pace.setPhaseLimit(phaseLimit);
    }
    if (drainLimit != null) {
      pace.setDrainLimit(drainLimit);
    }
    if (!pace.build().equals(Pace.getDefaultInstance())) {
      order.setPace(pace);
    }
  }

  private void window(AmendMigrationRequest.Builder order) {
    var window = Window.newBuilder();
    if (from != null) {
      window.setFrom(from);
    }
    if (until != null) {
      window.setUntil(until);
    }
    if (reserve != null) {
      window.setReserve(reserve);
    }
    if (!window.build().equals(Window.getDefaultInstance())) {
      order.setWindow(window);
    }
  }

  private static Endpoint endpoint(String address) {
    var parsed = ServerAddress.parse(address);
    return Endpoint.newBuilder().setHost(parsed.host()).setPort(parsed.port()).build();
  }
}
