// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.daml.ledger.api.v1.ActiveContractsServiceGrpc;
import com.daml.ledger.api.v1.CreatedEvent;
import com.daml.ledger.api.v1.GetActiveContractsResponse;
import com.daml.ledger.api.v1.admin.GetParticipantIdResponse;
import com.daml.ledger.api.v1.admin.ListKnownPartiesResponse;
import com.daml.ledger.api.v1.admin.PartyDetails;
import com.daml.ledger.api.v1.admin.PartyManagementServiceGrpc;
import com.digitalasset.canton.connection.v30.ApiInfoServiceGrpc;
import com.digitalasset.canton.connection.v30.GetApiInfoResponse;
import io.cmc.controller.port.LedgerNode;
import io.cmc.proof.ContractDigest;
import io.cmc.proof.ContractDigest.PartyDigest;
import io.cmc.rejection.ProblemCode;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LedgerTest extends Networked {

  private static final String ALICE = "alice::1220dc6e";
  private static final String ANNA = "anna::1220dc6e";

  @Test void contracts_are_compared_by_party_and_together_each_once() throws Exception {
    var ids = randomIds(40);
    try (var node = ledger(ALFA, Map.of(ALICE, ids.subList(0, 30), ANNA, ids.subList(20, 40), ALFA, randomIds(3)))) {
      var contracts = alfaLedger(node).contracts();

      assertThat(contracts).isEqualTo(new ContractDigest(true, 40, digest(ids), List.of(
          new PartyDigest(ALICE, 30, digest(ids.subList(0, 30))), new PartyDigest(ANNA, 20, digest(ids.subList(20, 40))))));
    }
  }

  @Test void order_and_repetition_do_not_change_the_digest_and_another_contract_does() throws Exception {
    var ids = randomIds(25);
    var again = new ArrayList<>(ids);
    again.add(ids.getFirst());
    java.util.Collections.shuffle(again, new Random(7));
    var other = new ArrayList<>(ids);
    other.set(3, randomIds(1, 99).getFirst());
    try (var first = ledger(ALFA, Map.of(ALICE, ids)); var second = ledger(ALFA, Map.of(ALICE, again));
        var third = ledger(ALFA, Map.of(ALICE, other))) {
      var contracts = alfaLedger(first).contracts();

      assertThat(alfaLedger(second).contracts()).isEqualTo(contracts);
      assertThat(alfaLedger(third).contracts().digest()).isNotEqualTo(contracts.digest());
      assertThat(alfaLedger(third).contracts().count()).isEqualTo(contracts.count());
    }
  }

  @Test void the_admin_party_is_never_asked_for_and_nor_are_parties_hosted_elsewhere() throws Exception {
    try (var node = ledger(ALFA, Map.of(ALICE, randomIds(2), ALFA, randomIds(2)))) {
      alfaLedger(node).contracts();

      assertThat(node.received(ActiveContractsServiceGrpc.getGetActiveContractsMethod()))
          .allSatisfy(request -> assertThat(request.getFilter().getFiltersByPartyMap()).containsOnlyKeys(ALICE)).hasSize(1);
    }
  }

  @Test void contracts_with_other_parties_are_counted_in_one_stream_each_once() throws Exception {
    try (var node = ledger(ALFA, Map.of(ALICE, List.of(), ANNA, List.of(), ALFA, List.of()))) {
      node.streams(ActiveContractsServiceGrpc.getGetActiveContractsMethod(), request -> List.of(
          GetActiveContractsResponse.newBuilder().addActiveContracts(contract("00aa", List.of(ALICE), List.of("bob::1220", "carl::1220")))
              .addActiveContracts(contract("00ab", List.of("bob::1220"), List.of("bob::1220", ANNA))).build(),
          GetActiveContractsResponse.newBuilder().addActiveContracts(contract("00ac", List.of(ALICE), List.of(ANNA))).build()));

      assertThat(alfaLedger(node).contractsWith(Set.of("bob::1220", "carl::1220", "dora::1220"))).isEqualTo(Map.of("bob::1220", 2L, "carl::1220", 1L));
      assertThat(node.received(ActiveContractsServiceGrpc.getGetActiveContractsMethod())).singleElement()
          .satisfies(request -> assertThat(request.getFilter().getFiltersByPartyMap()).containsOnlyKeys(ALICE, ANNA));
    }
  }

  @Test void a_node_without_parties_of_its_own_has_contracts_with_nobody() throws Exception {
    try (var node = ledger(ALFA, Map.of())) {
      assertThat(alfaLedger(node).contractsWith(Set.of("bob::1220"))).isEmpty();
      assertThat(node.received(ActiveContractsServiceGrpc.getGetActiveContractsMethod())).isEmpty();
    }
  }

  @Test void all_pages_of_parties_are_read() throws Exception {
    try (var node = ledger(ALFA, Map.of(ALICE, randomIds(2), ANNA, randomIds(1, 8)))) {
      node.computes(PartyManagementServiceGrpc.getListKnownPartiesMethod(), request -> request.getPageToken().isEmpty()
          ? ListKnownPartiesResponse.newBuilder().addPartyDetails(party(ALICE, true)).setNextPageToken("2").build()
          : ListKnownPartiesResponse.newBuilder().addPartyDetails(party(ANNA, true)).build());

      assertThat(alfaLedger(node).contracts().parties()).extracting(PartyDigest::party).containsExactly(ALICE, ANNA);
    }
  }

  @Test void each_part_of_a_long_answer_is_an_answer_though_the_node_says_nothing_else() throws Exception {
    try (var node = ledger(ALFA, Map.of(ALICE, List.of())).hangs(ActiveContractsServiceGrpc.getGetActiveContractsMethod())) {
      var ledger = alfaLedger(node);
      assertThat(ledger.hasAnswered(Duration.ofHours(1))).isFalse();
      var listing = Thread.ofVirtual().start(ledger::contracts);
      var list = node.waiting();
      var before = System.nanoTime();
      assertThat(ledger.hasAnswered(Duration.ofNanos(System.nanoTime() - before))).isFalse();

      answer(list, inMessages(randomIds(1)).getFirst());

      await().until(() -> ledger.hasAnswered(Duration.ofNanos(System.nanoTime() - before)));
      list.onCompleted();
      listing.join();
    }
  }

  @SuppressWarnings("unchecked")
  private static void answer(StreamObserver<?> list, GetActiveContractsResponse part) {
    ((StreamObserver<GetActiveContractsResponse>) list).onNext(part);
  }

  @Test void a_node_without_contracts_has_the_digest_of_nothing() throws Exception {
    try (var node = ledger(ALFA, Map.of())) {
      assertThat(alfaLedger(node).contracts()).isEqualTo(new ContractDigest(true, 0, digest(List.of()), List.of()));
    }
  }

  @Test void a_ledger_of_another_participant_and_an_admin_port_are_refused() throws Exception {
    try (var other = ledger(BRAVO, Map.of()); var admin = ScriptedNode.bare()) {
      admin.answers(ApiInfoServiceGrpc.getGetApiInfoMethod(), GetApiInfoResponse.newBuilder().setName("admin-api").build());

      assertThat(trouble(() -> alfaLedger(other).contracts()).problem().code()).isEqualTo(ProblemCode.WRONG_NODE);
      assertThat(trouble(() -> alfaLedger(admin).contracts()).problem().code()).isEqualTo(ProblemCode.WRONG_PORT);
    }
  }

  @Test void what_is_no_contract_id_is_a_strange_answer() throws Exception {
    try (var node = ledger(ALFA, Map.of(ALICE, List.of("#not-hex")))) {
      assertThat(trouble(() -> alfaLedger(node).contracts()).problem().code()).isEqualTo(ProblemCode.NODE_STRANGE_ANSWER);
    }
  }

  @Test void a_page_that_names_itself_as_the_next_does_not_go_round_for_ever() throws Exception {
    try (var node = ledger(ALFA, Map.of())) {
      node.answers(PartyManagementServiceGrpc.getListKnownPartiesMethod(), ListKnownPartiesResponse.newBuilder().setNextPageToken("x").build());

      assertThat(trouble(() -> alfaLedger(node).contracts()).problem().code()).isEqualTo(ProblemCode.NODE_STRANGE_ANSWER);
    }
  }

  private LedgerNode alfaLedger(ScriptedNode node) {
    return nodes.ledger(plan(ALFA, node.endpoint(), Optional.of(node.endpoint())));
  }

  private static ScriptedNode ledger(String uid, Map<String, List<String>> contracts) throws Exception {
    var parties = ListKnownPartiesResponse.newBuilder().addPartyDetails(party("bob::1220", false));
    contracts.keySet().forEach(name -> parties.addPartyDetails(party(name, true)));
    return ScriptedNode.bare()
        .answers(PartyManagementServiceGrpc.getGetParticipantIdMethod(), GetParticipantIdResponse.newBuilder().setParticipantId(uid).build())
        .answers(PartyManagementServiceGrpc.getListKnownPartiesMethod(), parties.build())
        .streams(ActiveContractsServiceGrpc.getGetActiveContractsMethod(),
            request -> inMessages(contracts.get(request.getFilter().getFiltersByPartyMap().keySet().iterator().next())));
  }

  private static List<GetActiveContractsResponse> inMessages(List<String> ids) {
    var messages = new ArrayList<GetActiveContractsResponse>();
    for (var id : ids) messages.add(GetActiveContractsResponse.newBuilder().addActiveContracts(CreatedEvent.newBuilder().setContractId(id)).build());
    messages.add(GetActiveContractsResponse.newBuilder().setOffset("000000000000000042").build());
    return messages;
  }

  private static CreatedEvent contract(String id, List<String> signatories, List<String> observers) {
    return CreatedEvent.newBuilder().setContractId(id).addAllSignatories(signatories).addAllObservers(observers).build();
  }

  private static PartyDetails party(String name, boolean local) {
    return PartyDetails.newBuilder().setParty(name).setIsLocal(local).build();
  }

  private static List<String> randomIds(int count) {
    return randomIds(count, 4);
  }

  private static List<String> randomIds(int count, long seed) {
    var random = new Random(seed);
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      var bytes = new byte[69];
      random.nextBytes(bytes);
      bytes[0] = 0;
      ids.add(HexFormat.of().formatHex(bytes));
    }
    return ids;
  }

  private static String digest(Collection<String> ids) throws Exception {
    var text = String.join("\n", new TreeSet<>(ids));
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
