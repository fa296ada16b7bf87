// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.config;

import io.cmc.controller.secrecy.NoSecret;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.deploy.ServiceSettings;
import io.cmc.plan.Secret;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files, folders, programs and secrets that settings name and that the service looks for only when it needs them: whether they are there now. */
final class Places {

  private final Configuration configuration;
  private final SecretReader secrets;
  private final List<Finding> findings = new ArrayList<>();

  private Places(Configuration configuration, SecretReader secrets) {
    this.configuration = configuration;
    this.secrets = secrets;
  }

  /** @param secrets reads them as the service does; what it reads goes nowhere */
  static List<Finding> named(Configuration configuration, ServiceSettings settings, SecretReader secrets, boolean readsOnly) {
    var places = new Places(configuration, secrets);
    places.folder("cmc.data", settings.data());
    if (!readsOnly) places.ofWork(settings);
    places.ofKafka();
    return places.findings;
  }

  private void ofWork(ServiceSettings settings) {
    if (!settings.checkpoints().folder().isBlank()) folder("cmc.checkpoints.folder", Path.of(settings.checkpoints().folder()));
    if (!settings.databaseTools().isBlank()) Stream.of("pg_dump", "pg_restore").forEach(tool -> program("cmc.database-tools", List.of(Path.of(settings.databaseTools(), tool).toString())));
    program("cmc.hooks.participant-stop", settings.hooks().participantStop());
    program("cmc.hooks.participant-start", settings.hooks().participantStart());
    settings.hooks().gating().forEach((name, hook) -> {
      program("cmc.hooks.gating." + name + ".command", hook.command());
      secret("cmc.hooks.gating." + name, hook.secretEnv(), hook.secretFile());
    });
    settings.notices().channels().forEach((name, told) -> {
      program("cmc.notices.channels." + name + ".command", told.command());
      secret("cmc.notices.channels." + name, told.secretEnv(), told.secretFile());
    });
    secret("cmc.notices.mail", settings.notices().mail().passwordEnv(), settings.notices().mail().passwordFile());
  }

  /** Stores of certificates, by the names that Kafka gives them. */
  private void ofKafka() {
    configuration.set().forEach((name, property) -> {
      if (name.toString().startsWith("cmc.kafka.properties.") && name.toString().endsWith(".location") && !Files.isReadable(Path.of(Configuration.text(property)))) {
        findings.add(Finding.wrong(name.toString(), Configuration.where(property), "expected a file that can be read, found none"));
      }
    });
  }

  /** One that is not there yet is made at the start. */
  private void folder(String setting, Path folder) {
    var there = Stream.iterate(Optional.of(folder.toAbsolutePath()), Optional::isPresent, p -> p.map(Path::getParent)).flatMap(Optional::stream).filter(Files::exists).findFirst();
    if (there.filter(Files::isDirectory).filter(Files::isWritable).isEmpty()) wrong(setting, "expected a folder that can be written, or made; found " + folder.toAbsolutePath() + ", which cannot");
  }

  private void program(String setting, List<String> words) {
    if (words.isEmpty() || isProgram(words.getFirst())) return;
    wrong(setting, "expected a program that can be run, found none at " + words.getFirst());
  }

  private static boolean isProgram(String word) {
    if (word.contains("/")) return isFile(Path.of(word));
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).anyMatch(folder -> isFile(Path.of(folder, word)));
  }

  private static boolean isFile(Path path) {
    return Files.isExecutable(path) && !Files.isDirectory(path);
  }

  private void secret(String setting, String env, String file) {
    try {
      if (!env.isBlank()) secrets.read(new Secret(Secret.Kind.ENV, env));
      if (!file.isBlank()) secrets.read(new Secret(Secret.Kind.FILE, file));
    } catch (NoSecret e) {
      wrong(setting, "expected a secret in " + e.place() + ", found " + e.found());
    }
  }

  private void wrong(String setting, String text) {
    findings.add(Finding.wrong(setting, "", text));
  }
}
