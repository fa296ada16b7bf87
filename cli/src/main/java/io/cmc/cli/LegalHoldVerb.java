// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.LegalHold;
import io.cmc.api.v1.LegalHoldOrder;
import io.cmc.api.v1.ListLegalHoldsRequest;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.LegalHoldsText;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "legal-hold", description = "What must not be forgotten, whatever the terms of retention say.",
    subcommands = {LegalHoldVerb.Listed.class, LegalHoldVerb.Hold.class, LegalHoldVerb.Lift.class})
final class LegalHoldVerb extends Verb {

  @Override ExitCode run(Desk desk) {
    return list(desk);
  }

  private static ExitCode list(Desk desk) {
    var answer = desk.service().ask(() -> desk.service().legalHolds(desk.patience()).listLegalHolds(ListLegalHoldsRequest.getDefaultInstance()));
    desk.answer(answer, () -> desk.isQuiet() ? answer.getHoldsList().stream().map(LegalHold::getHeld).collect(Collectors.joining("\n"))
        : new LegalHoldsText(desk.screen().clock(), desk.palette()).render(answer.getHoldsList()));
    return ExitCode.OK;
  }

  @Command(name = "list", description = "What is held, since when and why.")
  static final class Listed extends Verb {

    @Override ExitCode run(Desk desk) {
      return list(desk);
    }
  }

  @Command(name = "set", description = "Until it is lifted nothing of a migration is forgotten, nor who acted in it; or nothing of one person.")
  static final class Hold extends OrderVerb.Reasoned {

    @Parameters(index = "0", paramLabel = "MIGRATION|PERSON", description = "Name of a migration, or id of a person.")
    private String held;

    @Override ExitCode run(Desk desk) {
      return give(desk, desk.service().legalHoldOrders(desk.patience())::setLegalHold, order(context(), held));
    }
  }

  @Command(name = "lift", description = "The terms of retention hold again.")
  static final class Lift extends OrderVerb.Reasoned {

    @Parameters(index = "0", paramLabel = "MIGRATION|PERSON", description = "As the list has it.")
    private String held;

    @Override ExitCode run(Desk desk) {
      return give(desk, desk.service().legalHoldOrders(desk.patience())::liftLegalHold, order(context(), held));
    }
  }

  private static LegalHoldOrder order(io.cmc.api.v1.OrderContext context, String held) {
    return LegalHoldOrder.newBuilder().setContext(context).setHeld(held).build();
  }
}
