// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ListMigrationsResponse;
import io.cmc.api.v1.MigrationSummary;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.MigrationsText;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "All migrations, or those of one participant.")
final class ListVerb extends Verb {

  @Option(names = "--participant", paramLabel = "NAME", defaultValue = "", description = "Only migrations that name this participant.")
  private String participant;

  @Override ExitCode run(Desk desk) {
    var migrations = new Migrations(desk).of(participant);
    var answer = ListMigrationsResponse.newBuilder().addAllMigrations(migrations).build();
    desk.answer(answer, () -> desk.isQuiet()
        ? migrations.stream().map(MigrationSummary::getMigration).collect(Collectors.joining("\n"))
        : new MigrationsText(desk.screen().clock(), desk.palette()).render(migrations));
    return ExitCode.OK;
  }
}
