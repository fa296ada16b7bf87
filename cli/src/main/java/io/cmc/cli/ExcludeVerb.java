// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ExcludeParticipantRequest;
import io.cmc.api.v1.PreviewExclusionRequest;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.ExclusionText;
import io.cmc.cli.text.Plain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(name = "exclude", description = "Leave a participant behind on the source: first shows what that cuts off, then, with --shown, orders it. "
    + "Two people must order the same.")
final class ExcludeVerb extends OrderVerb.Plainly {

  @Mixin private MigrationName migration;

  @Parameters(index = "1", paramLabel = "PARTICIPANT", description = "The participant.")
  private String participant;

  @Option(names = "--shown", paramLabel = "DIGEST", description = "Digest of what was shown; absent: show it, and order nothing.")
  private String shown;

  @Option(names = "--confirm", paramLabel = "MIGRATION", defaultValue = "", description = "The name of the migration once more; needed with --shown.")
  private String confirm;

  @Override ExitCode run(Desk desk) {
    return shown == null ? show(desk) : order(desk);
  }

  private ExitCode show(Desk desk) {
    var request = PreviewExclusionRequest.newBuilder().setMigration(migration.name).setParticipant(participant).build();
    var preview = desk.service().ask(() -> desk.service().orders(desk.patienceForNodes()).previewExclusion(request));
    desk.answer(preview, () -> ExclusionText.render(preview, desk.palette()));
    desk.note("nothing is ordered; to leave it behind, two people order: cmc exclude " + migration.name + " " + participant + " --shown "
        + Plain.text(preview.getShown()) + " --confirm " + migration.name + " --reason ...");
    return ExitCode.OK;
  }

  private ExitCode order(Desk desk) {
    if (confirm.isEmpty() || reason().isEmpty()) {
      throw new ParameterException(spec.commandLine(), "missing beside --shown: " + (confirm.isEmpty() ? "--confirm " : "") + (reason().isEmpty() ? "--reason" : ""));
    }
    var order = ExcludeParticipantRequest.newBuilder().setContext(context()).setMigration(migration.name).setParticipant(participant)
        .setShown(shown).setConfirm(confirm).build();
    var exit = give(desk, orders -> orders.excludeParticipant(order));
    desk.note("a second person must give the same order; `cmc status " + migration.name + "` says whether it is decided");
    return exit;
  }
}
