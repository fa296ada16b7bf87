// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.Plain;
import io.cmc.deploy.ServeOptions;
import io.cmc.deploy.config.Finding.Weight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is wrong with the settings before the service is started with them. */
@Command(name = "check", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Looks at the settings that cmc serve would start with, from the same options, environment and files: names that do not exist, values that cannot be,"
        + " files and secrets that are not there, and settings that nobody looks at. Prints no value that may be a secret. Ends with 0 when nothing is wrong, else with 2.")
final class ConfigCheckCommand implements Callable<Integer> {

  enum Form { TABLE, JSON, YAML }

  @Option(names = "--connect", description = "also ask whether database, brokers and issuer answer; nothing is changed there")
  private boolean connect;
  @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "table", description = "table for people; json or yaml for programs")
  private Form form;
  @Mixin private ServeOptions options;
  @Spec private CommandSpec spec;

  @Override public Integer call() {
    var findings = new ConfigCheck(options, new TreeMap<>(System.getenv()), connect).findings();
    var out = spec.commandLine().getOut();
    out.print(print(findings, form));
    out.flush();
    return (isGood(findings) ? ExitCode.OK : ExitCode.USAGE).number();
  }

  static boolean isGood(List<Finding> findings) {
    return findings.stream().noneMatch(f -> f.weight() == Weight.WRONG);
  }

  static String print(List<Finding> findings, Form form) {
    return switch (form) {
      case TABLE -> findings.stream().map(ConfigCheckCommand::line).collect(Collectors.joining()) + verdict(findings) + "\n";
      case JSON -> json(document(findings)) + "\n";
      case YAML -> yaml(document(findings));
    };
  }

  private static String line(Finding f) {
    var about = List.of(f.setting(), f.where().isEmpty() ? "" : "(" + f.where() + ")").stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    return Plain.text("%-8s  %s%s%s".formatted(f.weight().word(), about, about.isEmpty() ? "" : ": ", f.text())) + "\n";
  }

  private static String verdict(List<Finding> findings) {
    var wrong = findings.stream().filter(f -> f.weight() == Weight.WRONG).count();
    var doubtful = findings.stream().filter(f -> f.weight() == Weight.DOUBTFUL).count();
    return wrong + doubtful == 0 ? "The settings are good." : wrong + " wrong, " + doubtful + " doubtful";
  }

  private static Map<String, Object> document(List<Finding> findings) {
    var document = new LinkedHashMap<String, Object>();
    document.put("good", isGood(findings));
    document.put("findings", findings.stream().map(ConfigCheckCommand::fields).toList());
    return document;
  }

  private static Map<String, String> fields(Finding f) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("weight", f.weight().word());
    fields.put("setting", f.setting());
    fields.put("where", f.where());
    fields.put("text", f.text());
    return fields;
  }

  private static String json(Map<String, Object> document) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and a truth value", e);
    }
  }

  private static String yaml(Map<String, Object> document) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    return new Yaml(options).dump(document);
  }
}
