// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ReplayRequest;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "replay", description = "Build a read model again from the first event; readers keep seeing the old one until it is complete."
    + " With --offline it is done by this process, without the service: cmc replay --offline --help.")
final class ReplayVerb extends Verb {

  @Parameters(index = "0", arity = "0..1", paramLabel = "READ_MODEL", defaultValue = "", description = "status, audit or incident; absent: all.")
  private String readModel;

  @Option(names = "--all", description = "All of them, which is what happens without a name too.")
  private boolean all;

  @Override ExitCode run(Desk desk) {
    if (all && !readModel.isEmpty()) {
      throw Trouble.input("WHICH_READ_MODEL", "one read model, or --all", readModel + " and --all", "leave one of them out");
    }
    var complete = new HashMap<String, Boolean>();
    var lines = new ProgressLines(desk);
    try {
      desk.service().readModels().replay(ReplayRequest.newBuilder().setReadModel(readModel).build()).forEachRemaining(progress -> {
        complete.put(progress.getReadModel(), progress.getComplete());
        lines.show(progress);
      });
    } catch (StatusRuntimeException e) {
      throw desk.service().trouble(e);
    }
    refuseUnfinished(complete);
    return ExitCode.OK;
  }

  private static void refuseUnfinished(Map<String, Boolean> complete) {
    if (complete.isEmpty() || complete.containsValue(false)) {
      throw new Trouble(ExitCode.UNEXPECTED, Trouble.problem("REPLAY_UNFINISHED", "every read model complete",
          "the service ended its answer before that", "look at the service's log, then replay again"));
    }
  }
}
