// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.plan.Secret;
import io.cmc.rejection.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;

/** Turns the reference to a password into the password, each time anew: a rotated one is used at the next attempt. */
@FunctionalInterface
public interface SecretReader {

  /** @throws NodeTrouble PERMANENT, naming the reference and never the value, when there is nothing to read */
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
      throw BackupTrouble.lasting(ProblemCode.DATABASE_UNREACHABLE, "a password in the file " + file, "it cannot be read ("
          + e.getClass().getSimpleName() + ")");
    }
  }

  private static String some(String value, String source) {
    if (value != null && !value.isEmpty()) return value;
    throw BackupTrouble.lasting(ProblemCode.DATABASE_UNREACHABLE, "a password in " + source, "nothing there");
  }
}
