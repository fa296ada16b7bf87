// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.daml.ledger.api.v1.CommandServiceGrpc.CommandServiceImplBase;
import com.daml.ledger.api.v1.CommandSubmissionServiceGrpc.CommandSubmissionServiceImplBase;
import com.daml.ledger.api.v1.Commands;
import com.daml.ledger.api.v1.CreateCommand;
import com.daml.ledger.api.v1.Record;
import com.daml.ledger.api.v1.SubmitAndWaitForTransactionIdResponse;
import com.daml.ledger.api.v1.SubmitAndWaitRequest;
import com.daml.ledger.api.v1.SubmitRequest;
import com.google.protobuf.Empty;
import io.cmc.sim.journal.CallRecord;
import io.cmc.sim.node.Command;
import io.cmc.sim.node.ParticipantProcess;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes commands in. There are no templates here: a created contract is signed by the parties acting and observed by every other party among
 * its arguments, and every choice uses its contract up; a choice with parties in its argument makes the same contract for those.
 */
final class CommandEndpoints {

  private final ParticipantProcess process;
  private final Replies replies;

  CommandEndpoints(ParticipantProcess process, Replies replies) {
    this.process = process;
    this.replies = replies;
  }

  final class Waiting extends CommandServiceImplBase {

    @Override
    public void submitAndWait(SubmitAndWaitRequest request, StreamObserver<Empty> caller) {
      replies.act(caller, () -> run(request.getCommands()));
    }

    @Override
    public void submitAndWaitForTransactionId(SubmitAndWaitRequest request, StreamObserver<SubmitAndWaitForTransactionIdResponse> caller) {
      replies.answer(caller, () -> SubmitAndWaitForTransactionIdResponse.newBuilder()
          .setTransactionId(run(request.getCommands())).setCompletionOffset(ContractsEndpoint.offset(process.ledgerEnd())).build());
    }
  }

  final class NotWaiting extends CommandSubmissionServiceImplBase {

    @Override
    public void submit(SubmitRequest request, StreamObserver<Empty> caller) {
      replies.act(caller, () -> {
        process.ledger().submit(command(request.getCommands()));
        CallRecord.effect("submitted");
      });
    }
  }

  /** The id of the created contract stands for the transaction's. */
  private String run(Commands commands) {
    var created = process.ledger().submitAndWait(command(commands));
    CallRecord.effect("committed");
    return created.map(c -> c.id().substring(2, 66)).orElse(commands.getCommandId());
  }

  private Command command(Commands commands) {
    if (commands.getCommandsCount() != 1) throw Status.UNIMPLEMENTED.withDescription("the simulator takes one command at a time").asRuntimeException();
    var one = commands.getCommands(0);
    return one.hasCreate() ? create(commands, one.getCreate()) : exercise(one.getExercise().getContractId(), partiesOf(one.getExercise().getChoiceArgument().getRecord()));
  }

  private static Command create(Commands commands, CreateCommand create) {
    var acting = new LinkedHashSet<>(commands.getActAsList());
    if (!commands.getParty().isEmpty()) acting.add(commands.getParty());
    var others = partiesOf(create.getCreateArguments());
    others.removeAll(acting);
    return Command.create(create.getTemplateId(), acting, others, create.getCreateArguments());
  }

  private Command exercise(String contractId, Set<String> to) {
    if (to.isEmpty()) return Command.archive(contractId);
    var used = process.contract(contractId).event();
    return Command.create(used.getTemplateId(), used.getSignatoriesList(), List.copyOf(to), used.getCreateArguments()).archiving(contractId);
  }

  private static Set<String> partiesOf(Record record) {
    var parties = new LinkedHashSet<String>();
    record.getFieldsList().stream().filter(f -> f.getValue().hasParty()).forEach(f -> parties.add(f.getValue().getParty()));
    return parties;
  }
}
