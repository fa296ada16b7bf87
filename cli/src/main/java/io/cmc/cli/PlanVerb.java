// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import com.google.protobuf.Duration;
import io.cmc.api.v1.BackupStrategy;
import io.cmc.api.v1.ClosingStrategy;
import io.cmc.api.v1.DraftPlanRequest;
import io.cmc.api.v1.DraftPlanResponse;
import io.cmc.api.v1.Phase;
import io.cmc.api.v1.Plan;
import io.cmc.cli.plan.CantonConfig;
import io.cmc.cli.plan.PlanDraft;
import io.cmc.cli.plan.PlanYaml;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.FindingsText;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(name = "plan", subcommands = {PlanCheckVerb.class, PlanShowVerb.class}, sortOptions = false,
    description = "Write a plan from Canton's own configuration; the service looks at the nodes and fills in what only they know.")
final class PlanVerb extends Verb {

  @Parameters(index = "0", arity = "0..1", paramLabel = "PLAN", description = "The file to write; - prints the plan.")
  private String file;

  @Option(names = "--from", paramLabel = "DOMAIN", description = "Alias of the domain to leave (required).")
  private String from;

  @Option(names = "--to", paramLabel = "DOMAIN", description = "Name of the domain to join in the configuration (required); the service chooses a fresh alias for it.")
  private String to;

  @Option(names = "--target-url", paramLabel = "URL", split = ",",
      description = "Public API of each sequencer of the target; absent: the configuration's.")
  private List<String> targetUrls = List.of();

  @Option(names = "--canton-config", paramLabel = "FILE", split = ",",
      description = "Canton's HOCON with remote-participants and remote-domains (required); of several, later ones win.")
  private List<Path> configs = List.of();

  @Option(names = "--name", paramLabel = "NAME", description = "Name of the migration (default FROM-to-TO).")
  private String name;

  @Option(names = "--participant", paramLabel = "NAME", split = ",", description = "Only these; default: all remote participants.")
  private List<String> participants = List.of();

  @Option(names = "--closing", paramLabel = "CLOSING", converter = ContractWord.Closings.class,
      completionCandidates = ContractWord.Closings.class,
      description = "How new commands are kept out: ${COMPLETION-CANDIDATES}; default: what the nodes allow.")
  private ClosingStrategy closing = ClosingStrategy.CLOSING_STRATEGY_UNSPECIFIED;

  @Option(names = "--backup", paramLabel = "BACKUP", converter = ContractWord.Backups.class,
      completionCandidates = ContractWord.Backups.class, description = "For all databases: ${COMPLETION-CANDIDATES}; default: by what is named and found.")
  private BackupStrategy backup = BackupStrategy.BACKUP_STRATEGY_UNSPECIFIED;

  @Option(names = "--hold-before", paramLabel = "PHASE", split = ",", converter = ContractWord.Phases.class,
      completionCandidates = ContractWord.Phases.class, description = "Hold before these phases, for example MOVE_CONTRACTS,REOPEN.")
  private List<Phase> holdBefore = List.of();

  @Option(names = "--soak", paramLabel = "DURATION", converter = DurationWord.class, description = "How long the source stays afterwards.")
  private Duration soak;

  @Option(names = "--keep-source", description = "End when all are open on the target; nobody is asked to stop the source.")
  private boolean keepSource;

  @Option(names = "--offline", description = "Ask nothing of the service; what only the nodes know stays open.")
  private boolean offline;

  @Option(names = "--force", description = "Overwrite the file.")
  private boolean force;

  @Override ExitCode run(Desk desk) {
    refuseMissing();
    var plan = new PlanFile(file, force);
    plan.refuseExisting();
    var response = offline ? DraftPlanResponse.newBuilder().setPlan(draft()).build() : resolved(desk, draft());
    plan.write(desk, PlanYaml.write(response.getPlan()));
    report(desk, response);
    return FindingsText.blocks(response.getFindingsList()) ? ExitCode.BLOCKED : ExitCode.OK;
  }

  /** The options are required here and not for `plan check` and `plan show`, which the parser cannot say. */
  private void refuseMissing() {
    var missing = Stream.of(from == null ? "--from" : "", to == null ? "--to" : "", configs.isEmpty() ? "--canton-config" : "",
        file == null ? "PLAN" : "").filter(option -> !option.isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "missing: " + String.join(", ", missing));
    }
  }

  private Plan draft() {
    var draft = new PlanDraft(CantonConfig.read(configs), from, to).participants(participants).sequencers(targetUrls);
    if (name != null) {
      draft.named(name);
    }
    var plan = draft.plan(backup).toBuilder().setClosing(closing).addAllHoldBefore(holdBefore).setKeepSource(keepSource);
    return soak == null ? plan.build() : plan.setSoak(soak).build();
  }

  private static DraftPlanResponse resolved(Desk desk, Plan draft) {
    var request = DraftPlanRequest.newBuilder().setPlan(draft).build();
    return desk.service().ask(() -> desk.service().orders(desk.patienceForNodes()).draftPlan(request));
  }

  private void report(Desk desk, DraftPlanResponse response) {
    if (file.equals(PlanFile.STANDARD_OUTPUT)) {
      return;
    }
    if (!offline && !desk.isQuiet() || desk.output() != Output.TABLE) {
      desk.answer(response, () -> FindingsText.render(response.getFindingsList(), desk.palette()));
    }
    desk.note("written: " + file + " (" + response.getPlan().getParticipantsCount() + " participants); next: cmc plan check " + file);
  }
}
