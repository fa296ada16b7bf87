// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import com.google.protobuf.MessageOrBuilder;
import io.cmc.api.v1.MigrationOrdersGrpc.MigrationOrdersBlockingStub;
import io.cmc.api.v1.OrderAnswer;
import io.cmc.api.v1.OrderContext;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.Plain;
import java.util.UUID;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** A verb that orders something. */
abstract class OrderVerb extends Verb {

  @Option(names = "--ticket", paramLabel = "NUMBER", defaultValue = "", description = "Change or incident number, kept for the audit.")
  private String ticket;

  @Option(names = "--idempotency-key", paramLabel = "KEY",
      description = "Repeat a command with the same key to get the same answer; absent: a new one.")
  private String key;

  @Option(names = "--as-of", paramLabel = "POSITION",
      description = "Refuse the order when the migration went on since the status of this position (asOfPosition of cmc status -o json).")
  private Long asOf;

  /** Why; empty when nothing was said. */
  abstract String reason();

  OrderContext context() {
    return context("");
  }

  /** For a verb that gives several orders: each has a key of its own, the same again when the verb is repeated with its key. */
  OrderContext context(String part) {
    if (key == null) {
      key = UUID.randomUUID().toString();
    }
    var context = OrderContext.newBuilder().setReason(reason()).setTicket(ticket).setIdempotencyKey(key + part);
    if (asOf != null) context.setAsOfPosition(asOf);
    return context.build();
  }

  ExitCode give(Desk desk, Function<MigrationOrdersBlockingStub, OrderAnswer> order) {
    return give(desk, order, desk.service().orders(desk.patience()));
  }

  <Q> ExitCode give(Desk desk, Function<Q, OrderAnswer> door, Q order) {
    var answer = desk.service().ask(() -> door.apply(order));
    print(desk, answer, answer.getMigration() + ": " + answer.getSummary());
    return ExitCode.OK;
  }

  static void print(Desk desk, MessageOrBuilder answer, String text) {
    if (!desk.isQuiet()) {
      desk.answer(answer, () -> Plain.text(text));
    }
  }

  /** An order that nobody gives without saying why. */
  abstract static class Reasoned extends OrderVerb {

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept for the audit.")
    private String reason;

    @Override String reason() {
      return reason;
    }
  }

  /** An order that explains itself. */
  abstract static class Plainly extends OrderVerb {

    @Option(names = "--reason", defaultValue = "", paramLabel = "TEXT", description = "Why; kept for the audit.")
    private String reason;

    @Override String reason() {
      return reason;
    }
  }
}
