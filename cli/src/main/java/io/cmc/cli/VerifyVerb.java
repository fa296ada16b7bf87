// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ExportHistoryRequest;
import io.cmc.api.v1.HistoryFault;
import io.cmc.api.v1.VerificationResult;
import io.cmc.cli.evidence.Altered;
import io.cmc.cli.evidence.Examination;
import io.cmc.cli.evidence.Zip;
import io.cmc.cli.history.KeptCheckpoints;
import io.cmc.cli.history.LineReader;
import io.cmc.cli.history.TrustWord;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import io.cmc.cli.text.VerificationText;
import io.cmc.seal.KnownCheckpoints;
import io.cmc.seal.Tampered;
import io.cmc.seal.Verification;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(name = "verify", description = "Find out whether events, or a bundle of evidence, are as they were sealed, and name the first that is not. Of a file it"
    + " asks no service.")
final class VerifyVerb extends Verb {

  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "What cmc export or cmc evidence wrote.")
  private Path file;

  @Option(names = "--live", description = "Instead of a file: what the service has now. It is checked here and the service is not believed.")
  private boolean live;

  @Option(names = "--migration", paramLabel = "MIGRATION", defaultValue = "", description = "With --live: only the events of this migration.")
  private String migration;

  @Option(names = "--trust", paramLabel = "KEY", description = "Fingerprint of a key that you know, or a file with it (PEM); may be repeated.")
  private List<String> trust = List.of();

  @Option(names = "--checkpoints", paramLabel = "PLACE",
      description = "Checkpoints that were kept elsewhere, a folder, or a file as cmc follow --checkpoints writes it: nothing before the last of"
          + " them may be missing or another.")
  private Path checkpoints;

  @Option(names = "--expect-head", paramLabel = "POSITION[:HASH]", description = "An event that must be there.")
  private String head;

  @Override ExitCode run(Desk desk) {
    if ((file == null) == !live) throw new ParameterException(spec.commandLine(), "expected FILE or --live");
    var verification = new Verification(new Verification.Expected(trust.stream().map(TrustWord::fingerprint).collect(Collectors.toSet()),
        checkpoints == null ? KnownCheckpoints.NONE : KeptCheckpoints.in(checkpoints), Optional.ofNullable(head).map(this::head)));
    var result = result(desk, verification);
    desk.answer(result, () -> desk.isQuiet() ? result.getVerdict() : VerificationText.render(result));
    return switch (result.getVerdict()) {
      case "PROVED" -> ExitCode.OK;
      case "UNPROVED" -> ExitCode.UNPROVED;
      default -> ExitCode.TAMPERED;
    };
  }

  private Verification.Head head(String word) {
    var parts = word.split(":", 2);
    if (!parts[0].matches("[1-9]\\d{0,17}")) throw new ParameterException(spec.commandLine(), "expected POSITION or POSITION:HASH, found " + word);
    return new Verification.Head(Long.parseLong(parts[0]), parts.length == 1 ? "" : parts[1]);
  }

  private VerificationResult result(Desk desk, Verification verification) {
    try {
      if (!live && isBundle()) return bundle(verification);
      var lines = new LineReader(verification);
      if (live) readLive(desk, lines);
      else readFile(lines);
      return result(verification.finish()).build();
    } catch (Tampered e) {
      return tampered(verification, fault(e.fault()));
    } catch (Altered e) {
      return tampered(verification, fault(e.fault()).toBuilder().setFile(e.file()).build());
    }
  }

  private static VerificationResult tampered(Verification verification, HistoryFault fault) {
    return VerificationResult.newBuilder().setVerdict("TAMPERED").setPosition(verification.position()).setFault(fault).build();
  }

  private boolean isBundle() {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  private VerificationResult bundle(Verification verification) {
    try {
      var found = new Examination(Zip.read(file), verification, Version.ours()).make();
      var result = result(found.events()).setFiles(found.files()).addAllUnexamined(found.unexamined());
      return (found.remade() ? result : result.setVerdict("UNPROVED")).build();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void readLive(Desk desk, LineReader lines) {
    try {
      desk.service().history().export(ExportHistoryRequest.newBuilder().setMigration(migration).setPurpose("verify").build())
          .forEachRemaining(some -> some.getLinesList().forEach(lines::accept));
    } catch (StatusRuntimeException e) {
      throw desk.service().trouble(e);
    }
  }

  private void readFile(LineReader lines) {
    try (var in = Files.newBufferedReader(file)) {
      for (var line = in.readLine(); line != null; line = in.readLine()) lines.accept(line);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static Trouble unreadable(IOException e) {
    return Trouble.input("EXPORT_UNREADABLE", "a file that cmc export or cmc evidence wrote", e.toString(), "name such a file");
  }

  private static VerificationResult.Builder result(Verification.Summary summary) {
    return VerificationResult.newBuilder().setVerdict(summary.isProved() ? "PROVED" : "UNPROVED").setMigration(summary.migration())
        .setEvents(summary.events()).setPosition(summary.position()).setHead(summary.head()).setCheckpoints(summary.checkpoints())
        .addAllKeys(summary.keys()).setTrusted(summary.trusted()).setUnsignedEvents(summary.unsigned());
  }

  private static HistoryFault fault(Tampered.Fault fault) {
    return HistoryFault.newBuilder().setPosition(fault.position()).setMigration(fault.migration()).setSequence(fault.sequence())
        .setWhat(fault.what()).build();
  }
}
