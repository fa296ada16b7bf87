// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static io.cmc.sim.Admin.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.sim.v1.DescribeRequest;
import io.cmc.sim.v1.Failure;
import io.cmc.sim.v1.InjectFaultRequest;
import io.cmc.sim.v1.InspectRequest;
import io.cmc.sim.v1.JournalEntry;
import io.cmc.sim.v1.Limits;
import io.cmc.sim.v1.NetworkDescription;
import io.cmc.sim.v1.OperateRequest;
import io.cmc.sim.v1.Operation;
import io.cmc.sim.v1.ReadJournalRequest;
import io.cmc.sim.v1.ReleaseFaultRequest;
import io.cmc.sim.v1.SetLimitsRequest;
import io.cmc.sim.v1.SetTrafficRequest;
import io.cmc.sim.v1.SimulatorGrpc;
import io.cmc.sim.v1.SimulatorGrpc.SimulatorBlockingStub;
import io.cmc.sim.v1.SubmitRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServiceTest {

  private static SimulatorBlockingStub control(Network network) {
    return SimulatorGrpc.newBlockingStub(network.control());
  }

  private static List<JournalEntry> journal(SimulatorBlockingStub control) {
    var entries = new ArrayList<JournalEntry>();
    control.readJournal(ReadJournalRequest.getDefaultInstance()).forEachRemaining(entries::add);
    return entries;
  }

  @Test
  void another_process_can_steer_the_network_and_read_the_journal() {
    try (var network = Fleet.plan(2).start()) {
      var control = control(network);
      var a = new Admin(network, "participantA");

      control.setLimits(SetLimitsRequest.newBuilder().setParticipant("participantA").setLimits(Limits.newBuilder().setMaxDirtyRequests(-1).setMaxRate(-1)).build());
      var contract = control.submit(SubmitRequest.newBuilder().setParticipant("participantA").addParties("alice").addParties("bob").build()).getContractId();
      control.submit(SubmitRequest.newBuilder().setParticipant("participantA").setArchive(contract).build());
      var fault = control.injectFault(InjectFaultRequest.newBuilder().setNode("participantA").setMethod("DomainConnectivityService/DisconnectDomain")
          .setTimes(-1).setFailBefore(Failure.newBuilder().setCode("UNAVAILABLE").setDescription("injected")).build());
      var refused = refusal(() -> a.disconnect("olddomain"));
      control.releaseFault(ReleaseFaultRequest.newBuilder().setId(fault.getId()).build());
      a.disconnect("olddomain");
      control.operate(OperateRequest.newBuilder().setNode("participantA").setOperation(Operation.RESTART).build());
      Fleet.awaitUp(a);

      assertThat(refused).isEqualTo("UNAVAILABLE injected");
      assertThat(control.inspect(InspectRequest.newBuilder().setParticipant("participantA").build()).getDomainsMap()).containsEntry("olddomain", "Active");
      assertThat(journal(control)).filteredOn(e -> e.getNode().equals("participantA")).extracting(JournalEntry::getMethod)
          .containsExactly("node/start", "DomainConnectivityService/DisconnectDomain", "node/crash", "node/start");
      assertThat(refusal(() -> control.operate(OperateRequest.newBuilder().setNode("nobody").build()))).startsWith("INVALID_ARGUMENT expected one of");
    }
  }

  @Test
  void traffic_goes_on_until_it_is_stopped() {
    try (var network = Fleet.plan(2).limits("participantB", io.cmc.sim.node.Limits.NONE).start()) {
      var control = control(network);

      control.setTraffic(SetTrafficRequest.newBuilder().setPerSecond(20).build());
      Fleet.await(() -> network.traffic().committed() >= 5);
      new Admin(network, "participantA").setLimits(0, 0, 0.5);
      Fleet.await(() -> network.traffic().refused() >= 2);
      control.setTraffic(SetTrafficRequest.getDefaultInstance());

      assertThat(network.participant("participantB").process().contractCounts().get(network.source().id())).isGreaterThanOrEqualTo(6);
    }
  }

  @Test
  void a_network_started_again_on_its_databases_is_the_same_network() {
    var database = ThrowawayServer.newDatabase();
    NetworkDescription first;
    try (var network = plan(database).start()) {
      var a = new Admin(network, "participantA");
      a.setLimits(9, 9, 0.5);
      a.disconnect("olddomain");
      a.migrate();
      first = control(network).describe(DescribeRequest.getDefaultInstance());
    }

    try (var network = plan(database).start()) {
      var a = new Admin(network, "participantA");

      assertThat(control(network).describe(DescribeRequest.getDefaultInstance())).isEqualTo(first);
      assertThat(a.statuses()).isEqualTo("I/A");
      assertThat(a.connected()).containsExactly("newdomain");
      assertThat(a.limits().getMaxDirtyRequests()).isEqualTo(9);
      assertThat(a.contractsOn("newdomain")).isEqualTo(4);
      assertThat(network.journal().completedMoves("participantA")).isEqualTo(1);
    }
  }

  private static NetworkBuilder plan(String database) {
    return Network.builder(database).sharedDatabase().seed(11).contracts(4).timing(Fleet.timing());
  }

  @Test
  void the_client_configuration_is_hocon_with_every_address(@TempDir Path folder) {
    try (var network = Network.builder(ThrowawayServer.newDatabase()).timing(Fleet.timing()).start();
        var sharing = Fleet.plan(1).start()) {
      sharing.writeRemoteConf(folder.resolve("sharing.conf"));
      network.writeRemoteConf(folder.resolve("remote.conf"));

      var conf = ConfigFactory.parseFile(folder.resolve("remote.conf").toFile()).resolve();

      var site = network.participant("participantB").spec().site();
      assertThat(conf.getInt("canton.remote-participants.participantB.admin-api.port")).isEqualTo(site.second());
      assertThat(conf.getInt("canton.remote-participants.participantB.ledger-api.port")).isEqualTo(site.first());
      assertThat(conf.getInt("canton.remote-domains.newdomain.public-api.port")).isEqualTo(network.target().spec().site().first());
      assertThat(conf.getString("canton-migration.databases.participantA.url")).startsWith("jdbc:postgresql://localhost:");
      assertThat(conf.getString("canton-migration.databases.participantA.user")).isEqualTo("postgres");
      assertThat(ConfigFactory.parseFile(folder.resolve("sharing.conf").toFile()).hasPath("canton-migration")).isFalse();
    }
  }
}
