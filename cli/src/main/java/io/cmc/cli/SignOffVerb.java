// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.SignOffRequest;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "sign-off", description = "Say that your team's participants are ready; or, until the start, that they are not after all.")
final class SignOffVerb extends OrderVerb.Plainly {

  @Mixin private MigrationName migration;

  @Option(names = "--team", required = true, paramLabel = "TEAM", description = "Your team, as the plan has it; '' for participants of no team.")
  private String team;

  @Option(names = "--plan-hash", paramLabel = "HASH", description = "Hash of the plan that you read, as `cmc plan show` and `cmc approvals` have it.")
  private String hash;

  @Option(names = "--withdraw", description = "They are not ready after all. Needs --reason.")
  private boolean withdraw;

  @Spec private CommandSpec spec;

  @Override ExitCode run(Desk desk) {
    if (!withdraw && hash == null) throw new ParameterException(spec.commandLine(), "missing: --plan-hash");
    var order = SignOffRequest.newBuilder().setContext(context()).setMigration(migration.name).setTeam(team).setPlanHash(hash == null ? "" : hash).build();
    return give(desk, orders -> withdraw ? orders.withdrawSignOff(order) : orders.signOff(order));
  }
}
