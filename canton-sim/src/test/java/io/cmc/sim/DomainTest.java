// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static io.cmc.sim.Admin.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.domain.admin.v0.DomainStatusRequest;
import com.digitalasset.canton.domain.admin.v0.DomainStatusServiceGrpc;
import com.digitalasset.canton.domain.api.v0.AwaitTimeRequest;
import com.digitalasset.canton.domain.api.v0.DomainTimeServiceGrpc;
import com.digitalasset.canton.domain.api.v0.FetchTimeRequest;
import com.digitalasset.canton.participant.admin.v0.AcceptAgreementRequest;
import com.digitalasset.canton.participant.admin.v0.GetAgreementRequest;
import com.digitalasset.canton.participant.admin.v0.RegisterDomainRequest;
import com.digitalasset.canton.protocol.v0.ParticipantPermission;
import com.digitalasset.canton.protocol.v0.RequestSide;
import com.digitalasset.canton.topology.admin.v0.AuthorizationData;
import com.digitalasset.canton.topology.admin.v0.BaseQuery;
import com.digitalasset.canton.topology.admin.v0.DomainParametersChangeAuthorization;
import com.digitalasset.canton.topology.admin.v0.ListDomainParametersChangesRequest;
import com.digitalasset.canton.topology.admin.v0.ListDomainParametersChangesResult;
import com.digitalasset.canton.topology.admin.v0.ListParticipantDomainStateRequest;
import com.digitalasset.canton.topology.admin.v0.ListPartiesRequest;
import com.digitalasset.canton.topology.admin.v0.ParticipantDomainStateAuthorization;
import com.digitalasset.canton.topology.admin.v0.TopologyAggregationServiceGrpc;
import com.digitalasset.canton.topology.admin.v0.TopologyManagerReadServiceGrpc;
import com.digitalasset.canton.topology.admin.v0.TopologyManagerWriteServiceGrpc;
import com.google.protobuf.Empty;
import com.google.protobuf.StringValue;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.cmc.sim.node.DomainRules;
import io.cmc.sim.node.DomainTopology;
import io.cmc.sim.node.Limits;
import io.cmc.sim.node.Release;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DomainTest {

  private static void changeRate(Network network, String domain, int rate) {
    var now = parameters(network, domain).getResults(0).getV1();
    TopologyManagerWriteServiceGrpc.newBlockingStub(network.admin(domain)).authorizeDomainParametersChange(DomainParametersChangeAuthorization.newBuilder()
        .setAuthorization(AuthorizationData.newBuilder().setReplaceExisting(true)).setDomain(network.domain(domain).id())
        .setParametersV1(now.toBuilder().setMaxRatePerParticipant(rate)).build());
  }

  private static ListDomainParametersChangesResult parameters(Network network, String node) {
    return TopologyManagerReadServiceGrpc.newBlockingStub(network.admin(node)).listDomainParametersChanges(ListDomainParametersChangesRequest.newBuilder()
        .setBaseQuery(BaseQuery.newBuilder().setHeadState(Empty.getDefaultInstance())).build());
  }

  @Test
  void a_domain_that_is_paused_by_its_rate_refuses_commands_and_pings_until_it_is_opened() {
    try (var network = Fleet.plan(2).limits("participantA", Limits.NONE).limits("participantB", Limits.NONE).start()) {
      var a = new Admin(network, "participantA");
      var ledger = new LedgerClient(network, "participantA");
      var open = parameters(network, "olddomain").getResults(0).getV1().getMaxRatePerParticipant();
      changeRate(network, "olddomain", 0);

      assertThat(refusal(() -> ledger.createWith(ledger))).startsWith("ABORTED DOMAIN_BACKPRESSURE(2,").endsWith("The domain is overloaded.");
      assertThat(a.pings(a, 300)).isFalse();
      changeRate(network, "olddomain", open);
      ledger.createWith(ledger);

      assertThat(parameters(network, "participantA").getResults(0).getV1().getMaxRatePerParticipant()).as("a participant sees them too").isEqualTo(open);
      assertThat(network.journal().calls("olddomain", "TopologyManagerWriteService/AuthorizeDomainParametersChange")).hasSize(2).allMatch(e -> e.effective());
    }
  }

  @Test
  void a_domain_that_was_away_knows_who_hosts_whom_when_it_is_back() {
    try (var network = Fleet.plan(2).limits("participantA", Limits.NONE).limits("participantB", Limits.NONE).start()) {
      var a = new LedgerClient(network, "participantA");
      var b = new LedgerClient(network, "participantB");
      var before = network.source().topology().parties();

      network.source().stop();
      network.source().start();

      assertThat(network.source().topology().parties()).isEqualTo(before).extracting(DomainTopology.Hosting::uid).contains(network.participant("participantB").spec().uid().toString());
      Fleet.await(() -> refusal(() -> a.createWith(b)).equals("OK"));
    }
  }

  @Test
  void parameters_come_in_the_message_of_the_protocol_version() {
    try (var network = Fleet.plan(1).release(Release.V2_8).sourcePv(3).start();
        var newer = Fleet.plan(1).start()) {
      assertThat(parameters(network, "olddomain").getResults(0).hasV0()).isTrue();
      assertThat(parameters(newer, "olddomain").getResults(0).hasV1()).isTrue();
      assertThat(parameters(newer, "newdomain").getResults(0).hasV2()).isTrue();
      assertThat(Durations.toMillis(parameters(newer, "olddomain").getResults(0).getV1().getParticipantResponseTimeout())).isEqualTo(1000);
      assertThat(parameters(network, "olddomain").getResults(0).getV0().getUnknownFields().asMap()).isEmpty();
    }
  }

  @Test
  void a_permissioned_target_leaves_a_participant_half_way_until_it_is_allowed() {
    try (var network = Fleet.plan(1).rules("newdomain", DomainRules::asPermissioned).start()) {
      var a = new Admin(network, "participantA");
      a.disconnect("olddomain");

      var refused = refusal(a::migrate);
      assertThat(refused).startsWith("CANCELLED PARTICIPANT_IS_NOT_ACTIVE(9,");
      assertThat(a.statuses()).isEqualTo("V/M");
      TopologyManagerWriteServiceGrpc.newBlockingStub(network.admin("newdomain")).authorizeParticipantDomainState(
          ParticipantDomainStateAuthorization.newBuilder().setAuthorization(AuthorizationData.getDefaultInstance()).setSide(RequestSide.From)
              .setDomain(network.target().id()).setParticipant("PAR::" + a.node().spec().uid()).setPermission(ParticipantPermission.Submission).build());
      a.migrate();

      assertThat(a.statuses()).isEqualTo("I/A");
      assertThat(sides(network)).containsExactly(RequestSide.From, RequestSide.To);
    }
  }

  private static List<RequestSide> sides(Network network) {
    return TopologyManagerReadServiceGrpc.newBlockingStub(network.admin("newdomain"))
        .listParticipantDomainState(ListParticipantDomainStateRequest.getDefaultInstance()).getResultsList().stream().map(r -> r.getItem().getSide()).toList();
  }

  @Test
  void an_agreement_that_nobody_accepted_stops_a_migration_half_way() {
    try (var network = Fleet.plan(1).rules("newdomain", r -> r.withAgreement("terms-1")).start()) {
      var a = new Admin(network, "participantA");
      a.disconnect("olddomain");
      var manual = network.connection("newdomain", "newdomain").toBuilder().setManualConnect(true).build();
      a.connectivity().registerDomain(RegisterDomainRequest.newBuilder().setAdd(manual).build());

      assertThat(refusal(a::migrate)).contains("SERVICE_AGREEMENT_ACCEPTANCE_FAILED");
      assertThat(a.statuses()).isEqualTo("V/M");
      var agreement = a.connectivity().getAgreement(GetAgreementRequest.newBuilder().setDomainAlias("newdomain").build());
      a.connectivity().acceptAgreement(AcceptAgreementRequest.newBuilder().setDomainAlias("newdomain").setAgreementId(agreement.getAgreement().getId()).build());
      a.migrate();

      assertThat(agreement.getAccepted()).isFalse();
      assertThat(a.statuses()).isEqualTo("I/A");
    }
  }

  @Test
  void another_mode_of_contract_keys_is_refused_half_way() {
    try (var network = Fleet.plan(1).rules("newdomain", DomainRules::withoutUniqueContractKeys).start()) {
      var a = new Admin(network, "participantA");
      a.disconnect("olddomain");

      assertThat(refusal(a::migrate)).contains("INCOMPATIBLE_UNIQUE_CONTRACT_KEYS_MODE");
      assertThat(a.statuses()).isEqualTo("V/M");
    }
  }

  @Test
  void domain_time_can_be_awaited_while_connected_and_stands_still_with_the_domain() {
    try (var network = Fleet.plan(1).start()) {
      var a = new Admin(network, "participantA");
      var time = DomainTimeServiceGrpc.newBlockingStub(network.admin("participantA"));
      var domain = StringValue.of(network.source().id());
      var fetch = FetchTimeRequest.newBuilder().setDomainId(domain).setFreshnessBound(Durations.ZERO).build();

      var begun = time.fetchTime(fetch).getTimestamp();
      time.awaitTime(AwaitTimeRequest.newBuilder().setDomainId(domain).setTimestamp(Timestamps.add(begun, Durations.fromMillis(400))).build());
      var later = time.fetchTime(fetch).getTimestamp();
      network.source().freeze();
      var frozen = refusal(() -> time.withDeadlineAfter(300, TimeUnit.MILLISECONDS).fetchTime(fetch));
      network.source().thaw();
      a.disconnect("olddomain");

      assertThat(Durations.toMillis(Timestamps.between(begun, later))).isGreaterThanOrEqualTo(400);
      assertThat(frozen).startsWith("DEADLINE_EXCEEDED");
      assertThat(refusal(() -> time.fetchTime(fetch))).isEqualTo("INVALID_ARGUMENT Time tracker for domain " + network.source().id() + " not found");
      assertThat(refusal(() -> time.fetchTime(FetchTimeRequest.getDefaultInstance()))).isEqualTo("INVALID_ARGUMENT FieldNotSet(freshnessBound)");
    }
  }

  @Test
  void a_domain_lists_who_is_connected_and_remembers_who_ever_was() {
    try (var network = Fleet.plan(2).start()) {
      var a = new Admin(network, "participantA");
      var status = DomainStatusServiceGrpc.newBlockingStub(network.admin("olddomain"));
      a.disconnect("olddomain");

      var uids = status.domainStatus(DomainStatusRequest.getDefaultInstance()).getStatus().getConnectedParticipantsUidList();
      var members = TopologyManagerReadServiceGrpc.newBlockingStub(network.admin("olddomain"))
          .listParticipantDomainState(ListParticipantDomainStateRequest.getDefaultInstance()).getResultsList();
      var parties = TopologyAggregationServiceGrpc.newBlockingStub(network.admin("participantA"));

      assertThat(uids).containsExactly(network.participant("participantB").spec().uid().toString());
      assertThat(members).extracting(m -> m.getItem().getParticipant()).contains("PAR::" + a.node().spec().uid());
      assertThat(parties.listParties(ListPartiesRequest.newBuilder().setLimit(100).build()).getResultsList()).hasSize(4);
      assertThat(parties.listParties(ListPartiesRequest.newBuilder().setLimit(100).setFilterParticipant(uids.get(0)).build()).getResultsList()).hasSize(2);
      assertThat(parties.listParties(ListPartiesRequest.getDefaultInstance()).getResultsList()).as("a limit of 0 lists nothing").isEmpty();
    }
  }

  @Test
  void health_is_noticed_late_and_a_new_connection_is_healthy_at_once() {
    try (var network = Fleet.plan(1).start()) {
      var a = new Admin(network, "participantA");
      network.source().freeze();
      assertThat(a.connections().getFirst().getHealthy()).as("nobody notices a frozen domain").isTrue();
      network.source().thaw();

      network.source().stop();
      Fleet.await(() -> !a.connections().getFirst().getHealthy());
      network.source().start();
      a.disconnect("olddomain");
      a.connect("olddomain");

      assertThat(a.connections().getFirst().getHealthy()).isTrue();
    }
  }
}
