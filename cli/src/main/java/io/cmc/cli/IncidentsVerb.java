// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.Incident;
import io.cmc.api.v1.IncidentOrder;
import io.cmc.api.v1.ListIncidentsRequest;
import io.cmc.api.v1.ListIncidentsResponse;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.IncidentsText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "incidents", description = "What a person must know of, the newest first; and what people did about it.",
    subcommands = {IncidentsVerb.Listed.class, IncidentsVerb.Acknowledge.class, IncidentsVerb.Comment.class, IncidentsVerb.Close.class})
final class IncidentsVerb extends Verb {

  @Override ExitCode run(Desk desk) {
    return list(desk, ListIncidentsRequest.newBuilder().setOpenOnly(true));
  }

  private static ExitCode list(Desk desk, ListIncidentsRequest.Builder request) {
    var incidents = read(desk, request);
    desk.answer(ListIncidentsResponse.newBuilder().addAllIncidents(incidents).build(), () -> desk.isQuiet()
        ? incidents.stream().map(Incident::getIncident).collect(Collectors.joining("\n"))
        : new IncidentsText(desk.screen().clock(), desk.palette()).render(incidents));
    return ExitCode.OK;
  }

  private static List<Incident> read(Desk desk, ListIncidentsRequest.Builder request) {
    var all = new ArrayList<Incident>();
    do {
      var page = desk.service().ask(() -> desk.service().queries(desk.patience()).listIncidents(request.build()));
      all.addAll(page.getIncidentsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return all;
  }

  @Command(name = "list", description = "Those that are open, or with --all those that are closed too.")
  static final class Listed extends Verb {

    @Parameters(index = "0", arity = "0..1", paramLabel = "MIGRATION", defaultValue = "", description = "Absent: all migrations.")
    private String migration;

    @Option(names = "--participant", paramLabel = "NAME", defaultValue = "", description = "Only those about this participant.")
    private String participant;

    @Option(names = "--all", description = "Closed ones too.")
    private boolean all;

    @Override ExitCode run(Desk desk) {
      return list(desk, ListIncidentsRequest.newBuilder().setMigration(migration).setParticipant(participant).setOpenOnly(!all));
    }
  }

  /** An order about one incident. */
  abstract static class About extends OrderVerb.Plainly {

    @Parameters(index = "0", paramLabel = "INCIDENT", description = "Its number; in quotes where the shell does not leave ! alone.")
    private String incident;

    IncidentOrder order(String text) {
      return IncidentOrder.newBuilder().setContext(context()).setIncident(incident).setText(text).build();
    }
  }

  @Command(name = "ack", description = "Say that you take care of it.")
  static final class Acknowledge extends About {

    @Parameters(index = "1", arity = "0..1", paramLabel = "TEXT", defaultValue = "", description = "What you want to say.")
    private String text;

    @Override ExitCode run(Desk desk) {
      return give(desk, orders -> orders.acknowledgeIncident(order(text)));
    }
  }

  @Command(name = "comment", description = "Write something about it.")
  static final class Comment extends About {

    @Parameters(index = "1", paramLabel = "TEXT", description = "What you want to say.")
    private String text;

    @Override ExitCode run(Desk desk) {
      return give(desk, orders -> orders.commentIncident(order(text)));
    }
  }

  @Command(name = "close", description = "Say that it is over. Refused while its cause is there; then it closes by itself.")
  static final class Close extends About {

    @Parameters(index = "1", paramLabel = "TEXT", description = "Why.")
    private String text;

    @Override ExitCode run(Desk desk) {
      return give(desk, orders -> orders.closeIncident(order(text)));
    }
  }
}
