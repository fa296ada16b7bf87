// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static io.cmc.sim.Admin.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.daml.ledger.api.v1.GetLedgerEndRequest;
import com.daml.ledger.api.v1.TransactionServiceGrpc;
import com.daml.ledger.api.v1.admin.GetParticipantIdRequest;
import com.daml.ledger.api.v1.admin.ListKnownPartiesRequest;
import com.daml.ledger.api.v1.admin.PartyDetails;
import com.daml.ledger.api.v1.admin.PartyManagementServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.InspectionServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.LookupContractDomain;
import io.cmc.sim.node.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LedgerApiTest {

  private static Network network;
  private static LedgerClient alice;
  private static LedgerClient bob;

  @BeforeAll
  static void start() {
    network = Fleet.plan(3).contracts(150).limits("participantA", Limits.NONE).limits("participantB", Limits.NONE).start();
    alice = new LedgerClient(network, "participantA");
    bob = new LedgerClient(network, "participantB");
  }

  @AfterAll
  static void stop() {
    network.close();
  }

  @Test
  void active_contracts_are_streamed_in_pages_and_the_last_message_carries_the_offset() {
    var messages = alice.stream();

    assertThat(messages).hasSizeGreaterThan(3);
    assertThat(messages.subList(0, messages.size() - 1)).allMatch(m -> m.getOffset().isEmpty() && m.getActiveContractsCount() > 0);
    assertThat(messages.getLast().getOffset()).matches("[0-9a-f]{18}");
    assertThat(messages.getLast().getActiveContractsCount()).isZero();
    assertThat(alice.contracts()).hasSizeGreaterThanOrEqualTo(300);
  }

  @Test
  void commands_make_move_and_use_up_contracts_on_all_sides() {
    var before = alice.contracts();
    alice.createWith(bob);
    var made = without(alice.contracts(), before);
    Fleet.await(() -> bob.contracts().containsAll(made));

    alice.transfer(made.getFirst(), bob);
    var moved = without(alice.contracts(), before);
    alice.archive(moved.getFirst());

    assertThat(moved).hasSize(1).isNotEqualTo(made);
    assertThat(alice.contracts()).isEqualTo(before);
    Fleet.await(() -> !bob.contracts().contains(moved.getFirst()));
    assertThat(refusal(() -> alice.archive(moved.getFirst()))).startsWith("NOT_FOUND CONTRACT_NOT_FOUND");
  }

  private static List<String> without(Set<String> all, Set<String> some) {
    var rest = new ArrayList<>(all);
    rest.removeAll(some);
    return rest;
  }

  @Test
  void the_ledger_end_moves_with_every_transaction() {
    var ledger = TransactionServiceGrpc.newBlockingStub(network.ledger("participantA"));
    var before = ledger.getLedgerEnd(GetLedgerEndRequest.getDefaultInstance()).getOffset().getAbsolute();

    alice.createWith(alice);

    assertThat(ledger.getLedgerEnd(GetLedgerEndRequest.getDefaultInstance()).getOffset().getAbsolute()).isGreaterThan(before);
  }

  @Test
  void parties_are_listed_in_pages_and_the_local_ones_are_marked() {
    var parties = PartyManagementServiceGrpc.newBlockingStub(network.ledger("participantA"));

    var first = parties.listKnownParties(ListKnownPartiesRequest.newBuilder().setPageSize(4).build());
    var rest = parties.listKnownParties(ListKnownPartiesRequest.newBuilder().setPageSize(4).setPageToken(first.getNextPageToken()).build());

    var all = new ArrayList<>(first.getPartyDetailsList());
    all.addAll(rest.getPartyDetailsList());
    assertThat(rest.getNextPageToken()).isEmpty();
    assertThat(all).hasSize(6);
    assertThat(all.stream().filter(PartyDetails::getIsLocal).map(PartyDetails::getParty))
        .containsExactlyInAnyOrder(alice.party(), network.participant("participantA").spec().uid().toString());
    assertThat(parties.getParticipantId(GetParticipantIdRequest.getDefaultInstance()).getParticipantId())
        .isEqualTo(network.participant("participantA").spec().uid().toString());
  }

  @Test
  void a_contract_is_found_under_the_alias_of_its_domain() {
    var id = alice.contracts().iterator().next();
    var inspection = InspectionServiceGrpc.newBlockingStub(network.admin("participantA"));
    var unknown = "00" + "0".repeat(136);

    var found = inspection.lookupContractDomain(LookupContractDomain.Request.newBuilder().addContractId(id).addContractId(unknown).build());

    assertThat(found.getResultsMap()).containsExactly(Map.entry(id, "olddomain"));
    assertThat(refusal(() -> inspection.lookupContractDomain(LookupContractDomain.Request.newBuilder().addContractId("nonsense").build())))
        .startsWith("INVALID_ARGUMENT");
  }
}
