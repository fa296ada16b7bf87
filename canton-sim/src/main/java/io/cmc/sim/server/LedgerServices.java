// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.daml.ledger.api.v1.GetLedgerEndRequest;
import com.daml.ledger.api.v1.GetLedgerEndResponse;
import com.daml.ledger.api.v1.GetLedgerIdentityRequest;
import com.daml.ledger.api.v1.GetLedgerIdentityResponse;
import com.daml.ledger.api.v1.LedgerIdentityServiceGrpc.LedgerIdentityServiceImplBase;
import com.daml.ledger.api.v1.LedgerOffset;
import com.daml.ledger.api.v1.TransactionServiceGrpc.TransactionServiceImplBase;
import com.daml.ledger.api.v1.admin.GetParticipantIdRequest;
import com.daml.ledger.api.v1.admin.GetParticipantIdResponse;
import com.daml.ledger.api.v1.admin.ListKnownPartiesRequest;
import com.daml.ledger.api.v1.admin.ListKnownPartiesResponse;
import com.daml.ledger.api.v1.admin.PartyDetails;
import com.daml.ledger.api.v1.admin.PartyManagementServiceGrpc.PartyManagementServiceImplBase;
import io.cmc.sim.node.Domain;
import io.cmc.sim.node.DomainTopology;
import io.cmc.sim.node.ParticipantProcess;
import io.cmc.sim.node.Release;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** The smaller services of the ledger port. */
final class LedgerServices {

  private static final int LARGEST_PAGE = 10_000;
  private final ParticipantProcess process;
  private final Function<String, Optional<Domain>> domains;
  private final Replies replies;

  LedgerServices(ParticipantProcess process, Function<String, Optional<Domain>> domains, Replies replies) {
    this.process = process;
    this.domains = domains;
    this.replies = replies;
  }

  /** Own parties, and those of others that were seen on a domain. */
  final class Parties extends PartyManagementServiceImplBase {

    @Override
    public void getParticipantId(GetParticipantIdRequest request, StreamObserver<GetParticipantIdResponse> caller) {
      replies.answer(caller, () -> GetParticipantIdResponse.newBuilder().setParticipantId(process.uid().toString()).build());
    }

    @Override
    public void listKnownParties(ListKnownPartiesRequest request, StreamObserver<ListKnownPartiesResponse> caller) {
      replies.answer(caller, () -> {
        var known = known().stream().filter(p -> p.compareTo(request.getPageToken()) > 0).toList();
        var size = pageSize(request);
        var answer = ListKnownPartiesResponse.newBuilder();
        known.stream().limit(size).forEach(p -> answer.addPartyDetails(details(p)));
        if (known.size() > size) answer.setNextPageToken(known.get(size - 1));
        return answer.build();
      });
    }

    /** 2.8 knows no paging. */
    private int pageSize(ListKnownPartiesRequest request) {
      if (!process.kind().release().has(Release.Feature.API_INFO)) return Integer.MAX_VALUE;
      return request.getPageSize() == 0 ? LARGEST_PAGE : Math.min(LARGEST_PAGE, request.getPageSize());
    }

    private PartyDetails details(String party) {
      return PartyDetails.newBuilder().setParty(party).setIsLocal(process.hosted().contains(party)).build();
    }

    private List<String> known() {
      var all = new TreeSet<>(process.hosted());
      process.knownDomains().stream().flatMap(d -> domains.apply(d).stream()).filter(Domain::isUp)
          .flatMap(d -> d.topology().parties().stream()).map(DomainTopology.Hosting::party).forEach(all::add);
      return List.copyOf(all);
    }
  }

  final class Transactions extends TransactionServiceImplBase {

    @Override
    public void getLedgerEnd(GetLedgerEndRequest request, StreamObserver<GetLedgerEndResponse> caller) {
      replies.answer(caller, () -> GetLedgerEndResponse.newBuilder()
          .setOffset(LedgerOffset.newBuilder().setAbsolute(ContractsEndpoint.offset(process.ledgerEnd()))).build());
    }
  }

  final class Identity extends LedgerIdentityServiceImplBase {

    @Override
    public void getLedgerIdentity(GetLedgerIdentityRequest request, StreamObserver<GetLedgerIdentityResponse> caller) {
      replies.answer(caller, () -> GetLedgerIdentityResponse.newBuilder().setLedgerId(process.uid().name()).build());
    }
  }
}
