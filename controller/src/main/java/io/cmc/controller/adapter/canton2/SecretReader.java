// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.cmc.plan.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks a secret up at the moment it is needed, so that a renewed one is used without a restart. */
@FunctionalInterface
public interface SecretReader {

  /** @throws RuntimeException when there is none; its message names the reference and never the secret */
  String read(Secret secret);

  /** Environment variables and files of this process; white space around a file's text is not part of the secret. */
  static SecretReader ofThisProcess() {
    return secret -> switch (secret.kind()) {
      case ENV -> Optional.ofNullable(System.getenv(secret.name())).filter(text -> !text.isBlank())
          .orElseThrow(() -> new IllegalStateException("the environment variable " + secret.name() + " is not set"));
      case FILE -> readFile(Path.of(secret.name()));
    };
  }

  private static String readFile(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file + " cannot be read", e);
    }
  }
}
