// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.daml.ledger.api.v1.ActiveContractsServiceGrpc;
import com.daml.ledger.api.v1.CreatedEvent;
import com.daml.ledger.api.v1.Filters;
import com.daml.ledger.api.v1.GetActiveContractsRequest;
import com.daml.ledger.api.v1.TransactionFilter;
import com.daml.ledger.api.v1.admin.ListKnownPartiesRequest;
import com.daml.ledger.api.v1.admin.ListKnownPartiesResponse;
import com.daml.ledger.api.v1.admin.PartyDetails;
import com.daml.ledger.api.v1.admin.PartyManagementServiceGrpc;
import io.cmc.controller.port.LedgerNode;
import io.cmc.proof.ContractDigest;
import io.cmc.proof.ContractDigest.PartyDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A participant's ledger API. The admin party has the participant's uid for its name; what only it has a stake in are leftovers of
 * pings, and they are never asked for.
 */
final class CantonLedger implements LedgerNode {

  private static final int PAGE = 1000;

  private final Pinned node;

  CantonLedger(Pinned node) {
    this.node = node;
  }

  @Override public boolean hasAnswered(Duration time) {
    return node.hasAnswered(time);
  }

  /** One party after the other, so that one party's ids and the union so far are all that is held, see {@link ContractIds}. */
  @Override public ContractDigest contracts() {
    var all = ContractIds.NONE;
    var parties = new ArrayList<PartyDigest>();
    for (var party : localParties()) {
      var ids = contractsOf(party);
      parties.add(new PartyDigest(party, ids.count(), ids.digest()));
      all = all.with(ids);
    }
    return new ContractDigest(true, all.count(), all.digest(), parties);
  }

  /** All parties in one filter, so that a contract that several of them have comes once. */
  @Override public Map<String, Long> contractsWith(Set<String> parties) {
    var local = localParties();
    var counts = new TreeMap<String, Long>();
    if (local.isEmpty()) return counts;
    var filter = TransactionFilter.newBuilder();
    local.forEach(party -> filter.putFiltersByParty(party, Filters.getDefaultInstance()));
    stream(filter.build(), contract -> Stream.concat(contract.getSignatoriesList().stream(), contract.getObserversList().stream()).distinct()
        .filter(parties::contains).forEach(party -> counts.merge(party, 1L, Long::sum)));
    return counts;
  }

  private SortedSet<String> localParties() {
    var parties = new TreeSet<String>();
    var page = "";
    do {
      var answer = page(page);
      answer.getPartyDetailsList().stream().filter(PartyDetails::getIsLocal).map(PartyDetails::getParty).forEach(parties::add);
      page = answer.getNextPageToken();
    } while (!page.isEmpty());
    parties.remove(node.uid().value());
    return parties;
  }

  /** Release 2.8 knows no pages and sends all at once. */
  private ListKnownPartiesResponse page(String token) {
    var link = node.link();
    var request = ListKnownPartiesRequest.newBuilder().setPageSize(PAGE).setPageToken(token).build();
    return link.ask(Call.read(PartyManagementServiceGrpc.getListKnownPartiesMethod(), request, link.deadlines().own()), answer -> {
      if (!token.isEmpty() && answer.getNextPageToken().equals(token)) throw new IllegalArgumentException("the same page of parties again");
      return answer;
    });
  }

  private ContractIds contractsOf(String party) {
    var ids = new ContractIds.Collector();
    stream(TransactionFilter.newBuilder().putFiltersByParty(party, Filters.getDefaultInstance()).build(), c -> ids.add(c.getContractId()));
    return ids.sorted();
  }

  private void stream(TransactionFilter filter, Consumer<CreatedEvent> each) {
    var link = node.link();
    var request = GetActiveContractsRequest.newBuilder().setFilter(filter).build();
    link.stream(Call.read(ActiveContractsServiceGrpc.getGetActiveContractsMethod(), request, link.deadlines().contracts()),
        answer -> answer.getActiveContractsList().forEach(each));
  }
}
