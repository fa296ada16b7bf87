// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import com.google.protobuf.Duration;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all verbs share. */
@Command(name = "cmc", mixinStandardHelpOptions = true, scope = ScopeType.INHERIT, versionProvider = Version.class,
    description = "Moves the participants of a Canton domain, together, to a new domain.",
    sortOptions = false, synopsisSubcommandLabel = "VERB",
    subcommands = {PlanVerb.class, StartVerb.class, StatusVerb.class, ShowVerb.class, ListVerb.class, AuditVerb.class, HoldVerb.class, ResumeVerb.class,
        ReleaseVerb.class, RetryVerb.class, ParkVerb.class, ConfirmVerb.class, PanicVerb.class, AbortVerb.class, RestoreVerb.class,
        ReconcileVerb.class, AcceptDifferencesVerb.class, AmendVerb.class, WaiveVerb.class, ExcludeVerb.class, ApproveVerb.class, ApprovalsVerb.class, RevokeVerb.class,
        SignOffVerb.class, BreakGlassVerb.class, IncidentsVerb.class,
        RetireVerb.class, DiffVerb.class, ReplayVerb.class, ExportVerb.class, EvidenceVerb.class, VerifyVerb.class, EventsVerb.class,
        DeadLettersVerb.class, PersonVerb.class, LegalHoldVerb.class, LoginVerb.class, LogoutVerb.class, WhoAmIVerb.class, HealthVerb.class, CompletionVerb.class,
        CommandLine.HelpCommand.class})
final class Root implements Callable<Integer> {

  private final Screen screen;

  @Spec CommandSpec spec;

  @Option(names = "--server", paramLabel = "HOST:PORT", scope = ScopeType.INHERIT, defaultValue = "${env:CMC_SERVER:-127.0.0.1:7070}",
      description = "Address of the service (default 127.0.0.1:7070, or $CMC_SERVER).")
  String server;

  @Option(names = "--token-file", paramLabel = "FILE", scope = ScopeType.INHERIT,
      description = "File with the token to call with; else $CMC_TOKEN, $CMC_TOKEN_FILE, a login, or that of your own service on this machine.")
  Path tokenFile;

  @Option(names = "--ca", paramLabel = "FILE", scope = ScopeType.INHERIT,
      description = "Certificates (PEM) that the service's must come from (or $CMC_CA); the system's where none is named.")
  Path ca;

  @Option(names = "--plaintext", scope = ScopeType.INHERIT, description = "Talk to another machine without TLS: whoever sits between can read your token.")
  boolean plaintext;

  @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", scope = ScopeType.INHERIT, defaultValue = "table",
      description = "table for people; json or yaml for programs: the messages of the public contract.")
  Output output = Output.TABLE;

  @Option(names = {"-q", "--quiet"}, scope = ScopeType.INHERIT, description = "Print only what was asked for, as short as it can be said.")
  boolean quiet;

  @Option(names = "--timeout", paramLabel = "DURATION", scope = ScopeType.INHERIT, converter = DurationWord.class,
      description = "How long to wait for an answer (default 1m, 5m where nodes are looked at).")
  Duration timeout;

  Root(Screen screen) {
    this.screen = screen;
  }

  Screen screen() {
    return screen;
  }

  @Override public Integer call() {
    throw new ParameterException(spec.commandLine(), "no verb");
  }
}
