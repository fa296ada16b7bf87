// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.GetPublicationRequest;
import io.cmc.api.v1.RepublishProgress;
import io.cmc.api.v1.RepublishRequest;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import io.cmc.cli.text.PublicationText;
import io.grpc.StatusRuntimeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "events", description = "How events get to Kafka.", subcommands = {EventsVerb.Lag.class, EventsVerb.Republish.class})
final class EventsVerb extends Verb {

  @Override ExitCode run(Desk desk) {
    return status(desk);
  }

  private static ExitCode status(Desk desk) {
    var status = desk.service().ask(() -> desk.service().publication(desk.patience()).getPublication(GetPublicationRequest.getDefaultInstance()));
    desk.answer(status, () -> new PublicationText(desk.screen().clock(), desk.palette()).render(status));
    return ExitCode.OK;
  }

  @Command(name = "status", description = "How far the publication is, and what it waits for.")
  static final class Lag extends Verb {

    @Override ExitCode run(Desk desk) {
      return status(desk);
    }
  }

  @Command(name = "republish", description = "Publish history once more, into a topic that is no live one.")
  static final class Republish extends Verb {

    @Option(names = "--to", required = true, paramLabel = "TOPIC", description = "Made when it is not there.")
    private String to;

    @Option(names = "--from", defaultValue = "1", paramLabel = "POSITION", description = "Of the first event, among all (default 1).")
    private long from;

    @Override ExitCode run(Desk desk) {
      var complete = false;
      try {
        var request = RepublishRequest.newBuilder().setTo(to).setFrom(from).build();
        for (var told = desk.service().publication().republish(request); told.hasNext(); ) complete = show(desk, told.next());
      } catch (StatusRuntimeException e) {
        throw desk.service().trouble(e);
      }
      if (complete) return ExitCode.OK;
      throw new Trouble(ExitCode.UNEXPECTED, Trouble.problem("REPUBLISH_UNFINISHED", "all events in the topic",
          "the service ended its answer before that", "look at the service's log, then republish again"));
    }

    private static boolean show(Desk desk, RepublishProgress progress) {
      if (desk.output() != Output.TABLE) desk.line(Documents.inStream(desk.output(), progress));
      else if (progress.getComplete() || !desk.isQuiet()) desk.line("event %d of %d%s".formatted(progress.getPosition(), progress.getLastPosition(),
          progress.getComplete() ? ", complete" : ""));
      return progress.getComplete();
    }
  }
}
