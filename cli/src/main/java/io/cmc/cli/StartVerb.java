// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.OrderAnswer;
import io.cmc.api.v1.StartMigrationRequest;
import io.cmc.cli.plan.PlanYaml;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.FindingsText;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "start", description = "Begin: `start plan.yaml`, or `start MIGRATION --hash HASH` for a plan that the service keeps.")
final class StartVerb extends OrderVerb.Plainly {

  @Parameters(index = "0", paramLabel = "PLAN|MIGRATION", description = "A plan's file; with --hash the name of a migration.")
  private String what;

  @Option(names = "--hash", paramLabel = "HASH", description = "Hash of the plan that was reviewed; refused when the kept plan has another.")
  private String hash;

  @Option(names = "--watch", description = "Follow until it ends, or until it waits for a person (exit code 7; 6 when a check blocks).")
  private boolean watch;

  @Override ExitCode run(Desk desk) {
    var start = hash == null ? planned(desk) : StartMigrationRequest.newBuilder().setMigration(what).setPlanHash(hash).build();
    var answer = started(desk, start.toBuilder().setContext(context(hash == null ? ".start" : "")).build());
    return watch ? follow(desk, answer.getMigration()) : ExitCode.OK;
  }

  private StartMigrationRequest planned(Desk desk) {
    var kept = new PlanOrder(desk).keep(PlanYaml.read(Path.of(what)), context(".plan"));
    desk.note(PlanOrder.text(kept));
    return StartMigrationRequest.newBuilder().setMigration(kept.getMigration()).setPlanHash(kept.getPlanHash()).build();
  }

  private OrderAnswer started(Desk desk, StartMigrationRequest request) {
    var answer = desk.service().ask(() -> desk.service().orders(desk.patience()).startMigration(request));
    if (watch) {
      desk.note(answer.getMigration() + ": " + answer.getSummary());
    } else {
      print(desk, answer, answer.getMigration() + ": " + answer.getSummary());
    }
    return answer;
  }

  private static ExitCode follow(Desk desk, String migration) {
    var last = new Follow(desk, migration, StatusView.of(desk), true).until(Verdict::needsAPerson);
    var exit = Verdict.exit(last);
    if (exit == ExitCode.BLOCKED) {
      desk.note(FindingsText.render(last.getFindingsList(), desk.palette()));
    } else if (exit == ExitCode.NEEDS_A_PERSON) {
      desk.note(waits(last));
    }
    return exit;
  }

  private static String waits(MigrationStatus last) {
    return "it waits for a person" + NextOrder.of(last).map(order -> ", then: " + order).orElse("");
  }
}
