// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.config;

import io.cmc.controller.secrecy.SecretReader;
import io.cmc.deploy.Reachable;
import io.cmc.deploy.ServeOptions;
import io.cmc.deploy.ServiceSettings;
import io.cmc.deploy.StartPart;
import io.cmc.deploy.config.Finding.Weight;
import io.cmc.deploy.security.AccessCheck;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Looks at the configuration that the service would start with, by the code that it starts with: each setting by itself, then what is made of
 * all of them, each part by itself. Begins nothing and changes nothing.
 */
final class ConfigCheck {

  private final ServeOptions options;
  private final Map<String, Object> variables;
  private final boolean connect;

  /** @param connect whether database, brokers and issuer are asked too */
  ConfigCheck(ServeOptions options, Map<String, Object> variables, boolean connect) {
    this.options = options;
    this.variables = variables;
    this.connect = connect;
  }

  List<Finding> findings() {
    Configuration configuration;
    try {
      configuration = Configuration.read(options.settings(), variables);
    } catch (RuntimeException e) {
      return List.of(unread(e));
    }
    var masked = new Masked(configuration);
    return new LinkedHashSet<>(look(configuration)).stream().map(f -> new Finding(f.weight(), f.setting(), f.where(), masked.text(f.text()))).toList();
  }

  /** What stands around the fault may be a secret, so it is not shown. */
  private static Finding unread(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
        return Finding.wrong("", "line " + (yaml.getProblemMark().getLine() + 1), "expected YAML: " + yaml.getProblem());
      }
    }
    return Finding.wrong("", "", "expected files of settings that can be read, found: " + e.getMessage());
  }

  private List<Finding> look(Configuration configuration) {
    var findings = new ArrayList<>(new Names(configuration).findings());
    findings.addAll(Unheeded.in(configuration, options.readsOnly()));
    settings(configuration, findings).ifPresent(settings -> {
      parts(configuration, settings).forEach(part -> tried(part.setting(), part.make()).ifPresent(findings::add));
      findings.addAll(Places.named(configuration, settings, secrets(), options.readsOnly()));
      if (connect) findings.addAll(connections(settings));
    });
    return findings;
  }

  private SecretReader secrets() {
    return SecretReader.of(name -> Optional.ofNullable(variables.get(name)).map(String::valueOf).orElse(null));
  }

  private Stream<StartPart> parts(Configuration configuration, ServiceSettings settings) {
    return Stream.concat(StartPart.of(settings, options.readsOnly()).stream(), AccessCheck.parts(configuration.environment(), settings).stream());
  }

  /** All at once, as the start binds them. What is wrong with a single value was said before. */
  private static Optional<ServiceSettings> settings(Configuration configuration, List<Finding> findings) {
    try {
      return Optional.of(Binder.get(configuration.environment()).bindOrCreate(Configuration.CMC.toString(), Bindable.of(ServiceSettings.class)));
    } catch (BindException e) {
      var said = findings.stream().anyMatch(f -> f.weight() == Weight.WRONG && f.text().startsWith("expected"));
      if (!said) findings.add(Finding.wrong(e.getName().toString(), "", cause(e)));
      return Optional.empty();
    }
  }

  private static Optional<Finding> tried(String setting, Callable<?> make) {
    try {
      make.call();
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(Finding.wrong(setting, "", cause(e)));
    }
  }

  private static String cause(Throwable thrown) {
    var cause = thrown;
    while (cause.getCause() != null && !isOurs(cause)) cause = cause.getCause();
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }

  /** Our own words say more than what lies below them. */
  private static boolean isOurs(Throwable thrown) {
    return thrown instanceof IllegalArgumentException && String.valueOf(thrown.getMessage()).contains("expected ");
  }

  private static List<Finding> connections(ServiceSettings settings) {
    var findings = new ArrayList<Finding>();
    if (!settings.database().url().isEmpty()) findings.add(asked("cmc.database.url", () -> Reachable.database(settings)));
    if (!settings.kafka().bootstrapServers().isEmpty()) findings.add(asked("cmc.kafka.bootstrap-servers", () -> Reachable.kafka(settings)));
    if (AccessCheck.hasIssuer(settings)) findings.add(asked("cmc.access.issuer", () -> AccessCheck.issuer(settings)));
    return findings;
  }

  private static Finding asked(String setting, Callable<String> question) {
    try {
      return new Finding(Weight.GOOD, setting, "", question.call());
    } catch (Exception e) {
      return Finding.wrong(setting, "", "expected an answer, found: " + cause(e));
    }
  }
}
