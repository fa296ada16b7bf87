// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.digitalasset.canton.participant.admin.v0.ConnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import io.cmc.api.v1.Difference;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.Phase;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.sim.Network;
import io.cmc.sim.journal.JournalEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service's own database was lost and restored to an earlier state: by its events all participants are still on the source, by
 * their nodes they have left it.
 */
class EarlierStateTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS,
      "A checkpoint does not fit: checkpoint 1 in .* is not the one in the database");

  private static final AtomicInteger RUNS = new AtomicInteger();

  /** A name of its own, for backups outlive the network that they are of. */
  private final String migration = "forgotten-" + RUNS.incrementAndGet();
  @TempDir private Path folder;
  private Site site;
  private InProcess service;
  private Console console;

  @BeforeEach void goOnAfterTheCopyAndLoseTheDatabase() {
    site = Site.start(folder, network -> network.participants(2));
    var database = ServiceDatabase.create();
    serve(database);
    console.must(site.planning(migration, "--hold-before", "disconnect,move-contracts", "--keep-source"));
    console.must("start", site.file(migration).toString(), "--reason", "a test");
    atGate(Phase.DISCONNECT);
    service.close();
    var earlier = copyOf(database);
    serve(database);
    console.must("release", migration, "--gate", "disconnect", "--reason", "a test");
    atGate(Phase.MOVE_CONTRACTS);
    service.close();
    serve(earlier);
  }

  @AfterEach void close() {
    service.close();
    site.close();
  }

  @Test void differences_are_shown_and_nothing_is_done_until_they_are_accepted() {
    var calls = site.journal().size();
    differencesAreShown();

    console.must("release", migration, "--gate", "disconnect", "--reason", "a test");
    console.must("resume", migration);
    await("compared again, and found as different as before").atMost(Duration.ofMinutes(2)).until(() -> compared() == 2);
    differencesAreShown();
    assertThat(site.journal()).as("calls by a service that is behind").hasSize(calls);

    console.must("accept-differences", migration, "--reason", "they were disconnected before the database was lost");
    toTheEnd();
    assertThat(site.journal("DisconnectDomain")).filteredOn(JournalEntry::effective).as("who has left cannot leave again").hasSize(2);
  }

  @Test void when_the_nodes_are_as_recorded_again_it_goes_on_by_an_order_to_resume() {
    differencesAreShown();
    site.names().forEach(this::connectToSource);

    console.must("resume", migration);
    atGate(Phase.DISCONNECT);
    assertThat(console.status(migration).orElseThrow().getDifferencesList()).isEmpty();

    console.must("release", migration, "--gate", "disconnect", "--reason", "a test");
    toTheEnd();
  }

  private void differencesAreShown() {
    var status = console.awaitStatus(migration, s -> s.getDifferencesCount() == 2 && s.getState() == MigrationState.HELD);

    assertThat(status.getDifferencesList()).extracting(Difference::getParticipant).containsExactlyInAnyOrder("participantA", "participantB");
    assertThat(status.getDifferencesList()).extracting(Difference::getFound).allSatisfy(found -> assertThat(found).contains("source not connected"));
    assertThat(console.must("status", migration).out()).contains("participantA (recorded: Counted: source connected, found: source not connected");
  }

  private long compared() {
    return console.audit(migration, "ReconcileEnded").size();
  }

  private void toTheEnd() {
    renameBackups();
    atGate(Phase.MOVE_CONTRACTS);
    console.must("release", migration, "--gate", "move-contracts", "--reason", "a test");
    console.awaitState(migration, MigrationState.COMPLETED);
    assertThat(site.network().target().connected()).hasSize(2);
    assertThat(site.names()).allSatisfy(name -> assertThat(site.network().journal().completedMoves(name)).isEqualTo(1));
  }

  /** They were taken after the copy: the records know nothing of them, and would take whatever stands there for the way back. */
  private void renameBackups() {
    var status = console.awaitStatus(migration, s -> s.getParticipantsCount() == 2
        && s.getParticipantsList().stream().allMatch(p -> p.getActivity().getProblem().getCode().equals("BACKUP_UNFIT")));
    for (var participant : status.getParticipantsList()) {
      var found = participant.getActivity().getProblem().getFound();
      var backup = found.substring(found.indexOf('/') + 1, found.indexOf(" of "));
      Site.sql(ThrowawayServer.server().jdbcUrl("postgres")).sql("alter database \"" + backup + "\" rename to \"" + backup + "_before\"").update();
      console.must("retry", migration, participant.getName(), "--reason", "renamed");
    }
  }

  private void atGate(Phase gate) {
    console.awaitStatus(migration, s -> s.getState() == MigrationState.AT_GATE && s.getGate() == gate);
  }

  private void serve(String database) {
    service = InProcess.start(folder.resolve("service"), database, new String[0]);
    console = service.console();
  }

  private void connectToSource(String participant) {
    DomainConnectivityServiceGrpc.newBlockingStub(site.network().admin(participant))
        .connectDomain(ConnectDomainRequest.newBuilder().setDomainAlias(Network.SOURCE).build());
  }

  /** As a backup of the service's database would hold it. */
  private static String copyOf(String database) {
    var name = database.replaceAll(".*/([^?]+).*", "$1");
    Site.sql(ThrowawayServer.server().jdbcUrl("postgres")).sql("create database " + name + "_earlier template " + name).update();
    return database.replace("/" + name, "/" + name + "_earlier");
  }
}
