// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.DeadLetter;
import io.cmc.api.v1.DeadLetterOrder;
import io.cmc.api.v1.ListDeadLettersRequest;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.DeadLettersText;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "dead-letters", description = "Events that a read model or the publication could not take; what follows waits behind them.",
    subcommands = {DeadLettersVerb.Listed.class, DeadLettersVerb.Retry.class, DeadLettersVerb.Discard.class})
final class DeadLettersVerb extends Verb {

  @Override ExitCode run(Desk desk) {
    return list(desk, "");
  }

  private static ExitCode list(Desk desk, String migration) {
    var request = ListDeadLettersRequest.newBuilder().setMigration(migration).build();
    var answer = desk.service().ask(() -> desk.service().publication(desk.patience()).listDeadLetters(request));
    desk.answer(answer, () -> desk.isQuiet()
        ? answer.getLettersList().stream().map(DeadLetter::getEvent).collect(Collectors.joining("\n"))
        : new DeadLettersText(desk.screen().clock(), desk.palette()).render(answer.getLettersList()));
    return ExitCode.OK;
  }

  @Command(name = "list", description = "Each is the first of its sequence, with how many wait behind it.")
  static final class Listed extends Verb {

    @Parameters(index = "0", arity = "0..1", paramLabel = "MIGRATION", defaultValue = "", description = "Absent: all migrations.")
    private String migration;

    @Override ExitCode run(Desk desk) {
      return list(desk, migration);
    }
  }

  @Command(name = "retry", description = "Take it again, and what waits behind it.")
  static final class Retry extends OrderVerb.Plainly {

    @Parameters(index = "0", paramLabel = "GROUP", description = "As the list has it: a read model, or kafka.")
    private String group;

    @Parameters(index = "1", paramLabel = "EVENT", description = "As the list has it.")
    private String event;

    @Override ExitCode run(Desk desk) {
      return give(desk, desk.service().letterOrders(desk.patience())::retryDeadLetter, order(context(), group, event));
    }
  }

  @Command(name = "discard", description = "Leave it out for good, and take what waits behind it. In Kafka a mark with its number stands in its place.")
  static final class Discard extends OrderVerb.Reasoned {

    @Parameters(index = "0", paramLabel = "GROUP", description = "As the list has it: a read model, or kafka.")
    private String group;

    @Parameters(index = "1", paramLabel = "EVENT", description = "As the list has it.")
    private String event;

    @Override ExitCode run(Desk desk) {
      return give(desk, desk.service().letterOrders(desk.patience())::discardDeadLetter, order(context(), group, event));
    }
  }

  private static DeadLetterOrder order(io.cmc.api.v1.OrderContext context, String group, String event) {
    return DeadLetterOrder.newBuilder().setContext(context).setGroup(group).setEvent(event).build();
  }
}
