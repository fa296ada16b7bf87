// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.outward;

import io.cmc.plan.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Turns the reference to a secret into the secret, each time anew: a rotated one is used the next time. */
public final class Secrets {

  private final Function<String, String> environment;

  /** @param environment the value of a variable, null when it is not set */
  public Secrets(Function<String, String> environment) {
    this.environment = environment;
  }

  /** Line ends at the end of a file do not belong to it. @throws Unreachable naming the reference and never the value, when there is none */
  public String read(Secret secret) {
    return switch (secret.kind()) {
      case ENV -> some(environment.apply(secret.name()), "the environment variable " + secret.name());
      case FILE -> some(content(secret.name()), "the file " + secret.name());
    };
  }

  private static String content(String file) {
    try {
      return Files.readString(Path.of(file)).replaceAll("[\r\n]+$", "");
    } catch (IOException e) {
      throw new Unreachable("the secret in the file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")", false);
    }
  }

  private static String some(String value, String source) {
    if (value != null && !value.isEmpty()) return value;
    throw new Unreachable("there is no secret in " + source, false);
  }
}
