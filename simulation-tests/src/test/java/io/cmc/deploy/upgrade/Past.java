// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.upgrade;

import com.digitalasset.canton.participant.admin.v0.ConnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DisconnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc.DomainConnectivityServiceBlockingStub;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ListConfiguredDomainsRequest;
import com.digitalasset.canton.participant.admin.v0.ModifyDomainRequest;
import com.digitalasset.canton.participant.admin.v0.ResourceLimits;
import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.deploy.system.Console;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.deploy.system.Site;
import io.cmc.sim.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A migration that stands still in the middle: all are closed, drained and away from the source, one database is backed up, and the other
 * one is waited for. One before it was aborted. Compiles against the service of then as well (docs/upgrade.md).
 */
final class Past {

  static final String MIGRATION = "under-way";
  static final String ABORTED = "turned-back";
  private static final Duration SOON = Duration.ofMillis(200);

  private Past() {}

  /** Names, ids and contracts follow from the seed, so that they are those of then. */
  static Site site(Path folder) {
    return Site.start(folder, network -> network.participants(2).seed(59).domainTimeouts(SOON, SOON, SOON));
  }

  /** Runs the service until it stands there, and writes what its database holds while it still works. */
  static void write(Path folder, Path file) throws IOException {
    var database = ServiceDatabase.create();
    try (var site = site(folder); var service = InProcess.start(folder.resolve("service"), database, new String[0])) {
      turnBack(service.console(), site);
      goHalfWay(service.console(), site);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, Snapshot.of(database).text());
    }
  }

  private static void turnBack(Console console, Site site) {
    console.must(planning(site, ABORTED, "--hold-before", "QUIESCE"));
    console.must("start", site.file(ABORTED).toString(), "--reason", "a rehearsal");
    console.awaitState(ABORTED, MigrationState.AT_GATE);
    console.must("abort", ABORTED, "--reason", "it was a rehearsal");
    console.awaitState(ABORTED, MigrationState.ABORTED);
  }

  private static void goHalfWay(Console console, Site site) {
    console.must(planning(site, MIGRATION, "--hold-before", "MOVE_CONTRACTS"));
    console.must("start", site.file(MIGRATION).toString(), "--reason", "CHG-1");
    console.awaitStatus(MIGRATION, s -> waits(s, "participantA") && waits(s, "participantB"));
    console.cmc("release", MIGRATION, "--gate", "REOPEN", "--reason", "too early, and refused");
    console.must("confirm", MIGRATION, "backup-taken", "participantA", "--reference", "tape 7");
    console.awaitStatus(MIGRATION, s -> s.getParticipantsList().stream().anyMatch(p -> p.getPosition().equals("BACKED_UP")));
  }

  private static boolean waits(MigrationStatus status, String participant) {
    return status.getParticipantsList().stream()
        .anyMatch(p -> p.getName().equals(participant) && p.getActivity().getWaitsFor().contains("somebody to back up"));
  }

  private static String[] planning(Site site, String migration, String... more) {
    var words = new ArrayList<>(List.of("plan", "--from", Network.SOURCE, "--to", Network.TARGET, "--name", migration,
        "--target-url", site.network().sequencerUrl(Network.TARGET), "--canton-config", site.conf().toString(), "--backup", "confirm", "--force",
        "--keep-source"));
    words.addAll(List.of(more));
    words.add(site.file(migration).toString());
    return words.toArray(String[]::new);
  }

  /** What the service of then had done at the nodes by that moment. */
  static void bringNodesThere(Site site) {
    site.names().forEach(name -> bringThere(site, name));
  }

  private static void bringThere(Site site, String name) {
    limits(site, name, 0, 0);
    var domains = connectsManually(site, name, true);
    domains.disconnectDomain(DisconnectDomainRequest.newBuilder().setDomainAlias(Network.SOURCE).build());
  }

  /** On the source again, as it was before anything began. */
  static void connect(Site site, String name) {
    connectsManually(site, name, false).connectDomain(ConnectDomainRequest.newBuilder().setDomainAlias(Network.SOURCE).build());
  }

  private static DomainConnectivityServiceBlockingStub connectsManually(Site site, String name, boolean manually) {
    var domains = DomainConnectivityServiceGrpc.newBlockingStub(site.network().admin(name));
    var source = domains.listConfiguredDomains(ListConfiguredDomainsRequest.getDefaultInstance()).getResultsList().stream()
        .map(r -> r.getConfig()).filter(c -> c.getDomainAlias().equals(Network.SOURCE)).findFirst().orElseThrow();
    domains.modifyDomain(ModifyDomainRequest.newBuilder().setModify(source.toBuilder().setManualConnect(manually)).build());
    return domains;
  }

  /** Burst as it is. */
  static void limits(Site site, String name, int maxDirty, int maxRate) {
    ResourceManagementServiceGrpc.newBlockingStub(site.network().admin(name)).updateResourceLimits(ResourceLimits.newBuilder()
        .setMaxDirtyRequests(maxDirty).setMaxRate(maxRate).setMaxBurstFactor(site.limits(name).burst()).build());
  }
}
