// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import com.daml.ledger.api.v1.ActiveContractsServiceGrpc;
import com.daml.ledger.api.v1.Command;
import com.daml.ledger.api.v1.CommandServiceGrpc;
import com.daml.ledger.api.v1.Commands;
import com.daml.ledger.api.v1.CreateCommand;
import com.daml.ledger.api.v1.ExerciseCommand;
import com.daml.ledger.api.v1.Filters;
import com.daml.ledger.api.v1.GetActiveContractsRequest;
import com.daml.ledger.api.v1.GetActiveContractsResponse;
import com.daml.ledger.api.v1.Identifier;
import com.daml.ledger.api.v1.Record;
import com.daml.ledger.api.v1.SubmitAndWaitRequest;
import com.daml.ledger.api.v1.TransactionFilter;
import com.daml.ledger.api.v1.Value;
import io.grpc.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A participant's ledger port in the words of the tests. */
final class LedgerClient {

  private final Network network;
  private final String participant;
  private final Channel channel;

  LedgerClient(Network network, String participant) {
    this.network = network;
    this.participant = participant;
    this.channel = network.ledger(participant);
  }

  String party() {
    return network.participant(participant).spec().parties().getFirst();
  }

  void createWith(LedgerClient other) {
    submit(Command.newBuilder().setCreate(CreateCommand.newBuilder().setTemplateId(Identifier.newBuilder().setModuleName("Main").setEntityName("Iou"))
        .setCreateArguments(Record.newBuilder().addFields(Cast.field("owner", other.party())))).build());
  }

  void archive(String contractId) {
    submit(Command.newBuilder().setExercise(ExerciseCommand.newBuilder().setContractId(contractId).setChoice("Archive")).build());
  }

  void transfer(String contractId, LedgerClient to) {
    submit(Command.newBuilder().setExercise(ExerciseCommand.newBuilder().setContractId(contractId).setChoice("Transfer")
        .setChoiceArgument(Value.newBuilder().setRecord(Record.newBuilder().addFields(Cast.field("newOwner", to.party()))))).build());
  }

  private void submit(Command command) {
    CommandServiceGrpc.newBlockingStub(channel).submitAndWait(SubmitAndWaitRequest.newBuilder()
        .setCommands(Commands.newBuilder().addActAs(party()).addCommands(command)).build());
  }

  List<GetActiveContractsResponse> stream() {
    var filter = TransactionFilter.newBuilder().putFiltersByParty(party(), Filters.getDefaultInstance());
    var messages = new ArrayList<GetActiveContractsResponse>();
    ActiveContractsServiceGrpc.newBlockingStub(channel).getActiveContracts(GetActiveContractsRequest.newBuilder().setFilter(filter).build())
        .forEachRemaining(messages::add);
    return messages;
  }

  Set<String> contracts() {
    var ids = new TreeSet<String>();
    stream().forEach(m -> m.getActiveContractsList().forEach(c -> ids.add(c.getContractId())));
    return ids;
  }
}
