// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.secrecy;

import io.cmc.plan.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;

/** Turns the reference to a secret into the secret, each time anew: a renewed one is used by the next call, without a restart. */
@FunctionalInterface
public interface SecretReader {

  /** @throws NoSecret naming the reference and never the value, when there is nothing to read */
  String read(Secret secret);

  /** Reads the environment and the files of this process; line ends at the end of a file do not belong to the secret. */
  static SecretReader ofThisProcess() {
    return of(System::getenv);
  }

  /** @param environment the value of a variable, null when it is not set */
  static SecretReader of(Function<String, String> environment) {
    return secret -> switch (secret.kind()) {
      case ENV -> some(environment.apply(secret.name()), "the environment variable " + secret.name());
      case FILE -> some(content(secret.name()), "the file " + secret.name());
    };
  }

  private static String content(String file) {
    try {
      return Files.readString(Path.of(file)).replaceAll("[\r\n]+$", "");
    } catch (IOException | InvalidPathException e) {
      throw new NoSecret("the file " + file, "it cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static String some(String value, String source) {
    if (value != null && !value.isBlank()) return value;
    throw new NoSecret(source, "nothing there");
  }
}
