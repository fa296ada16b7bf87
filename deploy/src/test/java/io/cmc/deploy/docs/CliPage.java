// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import io.cmc.cli.Cmc;
import io.cmc.deploy.ServeCommand;
import io.cmc.deploy.config.ConfigCommand;
import io.cmc.sim.SimulatorMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The usage texts of all verbs, as the program prints them. */
final class CliPage implements Page {

  @Override public String file() {
    return "docs/cli.md";
  }

  @Override public String text() {
    var page = new Markdown("Command line").paragraph("""
        `cmc VERB --help` prints the same. Client verbs ask the service at `--server`; `serve`, `config`, `sim`, `demo`, `simulate`, `broker`, `follow` and
        `replay --offline` run something themselves.
        What the exit codes mean: [errors](errors.md#exit-codes-of-cmc).""");
    page.section("cmc").code("text", usage(List.of()));
    for (var verb : verbs(root(), List.of())) page.section("cmc " + String.join(" ", verb)).code("text", body(usage(verb)));
    for (var own : programs()) {
      var name = own.getAnnotation(Command.class).name();
      page.section("cmc " + name).code("text", usage(own));
      for (var below : own.getAnnotation(Command.class).subcommands()) {
        page.section("cmc " + name + " " + below.getAnnotation(Command.class).name()).code("text", usage(below));
      }
    }
    return page.toString();
  }

  /** What runs something itself, wherever it is. */
  private static List<Class<?>> programs() {
    var scan = new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(Command.class));
    return Stream.of(ServeCommand.class, SimulatorMain.class).map(Class::getPackageName)
        .flatMap(where -> scan.findCandidateComponents(where).stream()).map(found -> type(found.getBeanClassName())).distinct().filter(type -> !isBelowAnother(type))
        .sorted(Comparator.comparing(type -> type.getAnnotation(Command.class).name())).<Class<?>>map(type -> type).toList();
  }

  private static boolean isBelowAnother(Class<?> type) {
    return Stream.of(SimulatorMain.class, ConfigCommand.class).flatMap(above -> Stream.of(above.getAnnotation(Command.class).subcommands())).anyMatch(type::equals);
  }

  /** The verbs below one, each as its words. */
  private static List<List<String>> verbs(Class<?> command, List<String> words) {
    var found = new ArrayList<List<String>>();
    for (var verb : command.getAnnotation(Command.class).subcommands()) {
      if (verb == CommandLine.HelpCommand.class) continue;
      var name = Stream.concat(words.stream(), Stream.of(verb.getAnnotation(Command.class).name())).toList();
      found.add(name);
      found.addAll(verbs(verb, name));
    }
    return found;
  }

  private static Class<?> root() {
    return type(Cmc.class.getPackageName() + ".Root");
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("expected a class " + name + ", on which verbs hang", e);
    }
  }

  private static String usage(List<String> verb) {
    var text = new StringWriter();
    var words = Stream.concat(verb.stream(), Stream.of("--help")).toArray(String[]::new);
    var exit = Cmc.run(new PrintWriter(text), new PrintWriter(text), words);
    if (exit != 0) throw new IllegalStateException("expected " + Arrays.toString(words) + " to print a usage text, found exit " + exit + ": " + text);
    return trimmed(text.toString());
  }

  private static String usage(Class<?> command) {
    var text = new StringWriter();
    new CommandLine(command).usage(new PrintWriter(text), Ansi.OFF);
    return trimmed(text.toString());
  }

  private static String trimmed(String text) {
    return text.lines().map(String::stripTrailing).reduce((a, b) -> a + "\n" + b).orElse("");
  }

  /** Exit codes and what follows them are the same for all verbs and stand in the first text. */
  private static String body(String usage) {
    var end = usage.indexOf("\nExit codes:");
    return end < 0 ? usage : usage.substring(0, end);
  }
}
