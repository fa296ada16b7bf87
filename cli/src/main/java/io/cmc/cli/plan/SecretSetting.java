// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import io.cmc.api.v1.Secret;
import io.cmc.cli.problem.Trouble;
import java.util.Optional;
import java.util.regex.Pattern;

/** Secrets of a configuration, always as references. No text of this class repeats a value that it found. */
final class SecretSetting {

  private static final Pattern UNRESOLVED = Pattern.compile("\\$\\{\\??([A-Za-z_][A-Za-z0-9_]*)}");

  private SecretSetting() {}

  /** A setting that must be one environment variable: token = ${ALFA_TOKEN}. */
  static Optional<Secret> substituted(HoconBlock block, String name, String remedy) {
    return block.marked(name).map(text -> variable(text)
        .map(SecretSetting::env)
        .orElseThrow(() -> literal(block.path(name), VariableMark.isIn(text), remedy)));
  }

  private static Optional<String> variable(String text) {
    var unresolved = UNRESOLVED.matcher(text);
    return unresolved.matches() ? Optional.of(unresolved.group(1)) : VariableMark.variable(text);
  }

  /** A setting that names a variable: password-env = ALFA_PASSWORD. */
  static Optional<Secret> named(HoconBlock block, String name) {
    return block.marked(name).map(text -> {
      if (!VariableMark.isName(text)) {
        throw Trouble.input("SECRET_IN_CONFIG", "the bare name of an environment variable for " + block.path(name),
            VariableMark.isIn(text) ? "the variable's value, by ${...}" : "something else", "write the name alone, without ${ }");
      }
      return env(text);
    });
  }

  private static Secret env(String variable) {
    return Secret.newBuilder().setEnv(variable).build();
  }

  private static Trouble literal(String path, boolean mixed, String remedy) {
    return Trouble.input("SECRET_IN_CONFIG", "one environment variable, ${NAME}, for " + path,
        mixed ? "a variable and other text" : "the secret itself", remedy);
  }
}
