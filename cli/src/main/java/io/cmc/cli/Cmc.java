// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.Palette;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The operator's client: every verb is one or two calls of the public API and prints what comes back. */
public final class Cmc {

  private Cmc() {}

  public static void main(String[] args) {
    keepLibrariesQuiet();
    System.exit(run(Screen.ofProcess(), args));
  }

  /** Runs one command line without colours. @return its exit code, see {@link ExitCode} */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return run(Screen.plain(out, err), args);
  }

  /** Runs one command line; may be called many times in one process, also at once. */
  public static int run(Screen screen, String... args) {
    var code = commandLine(screen).execute(args);
    screen.out().flush();
    screen.err().flush();
    return code;
  }

  static CommandLine commandLine(Screen screen) {
    var root = new Root(screen);
    var line = new CommandLine(root);
    line.setOut(screen.out()).setErr(screen.err()).setExpandAtFiles(false).setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(Help.defaultColorScheme(screen.palette() == Palette.COLOURED ? Help.Ansi.ON : Help.Ansi.OFF))
        .setParameterExceptionHandler(new Complaints(root)).setExecutionExceptionHandler(new Complaints(root));
    line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(exitCodes())
        .footer("%nThe service itself: cmc serve, cmc config check, cmc sim, cmc demo, cmc simulate, cmc broker, cmc follow, cmc replay --offline, each with --help.");
    return line;
  }

  private static LinkedHashMap<String, String> exitCodes() {
    var codes = new LinkedHashMap<String, String>();
    for (var code : ExitCode.values()) {
      codes.put(Integer.toString(code.number()), code.meaning());
    }
    return codes;
  }

  /** What a library logs is no answer to an operator; what matters of it comes back as the status of a call. */
  private static void keepLibrariesQuiet() {
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    Logger.getLogger("").setLevel(Level.OFF);
  }
}
