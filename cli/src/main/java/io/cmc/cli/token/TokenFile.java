// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.token;

import io.cmc.cli.problem.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A token in a file that was named: whatever is in it, without space around. */
record TokenFile(Path file) implements Token {

  @Override public Optional<String> get() {
    try {
      return Optional.of(usable(Files.readString(file).strip(), "in " + file));
    } catch (IOException e) {
      throw Trouble.input("TOKEN_UNREADABLE", "a token in " + file, e.getClass().getSimpleName(), "name a file that you can read");
    }
  }

  /** What a header can carry; what was found instead is not told, it may be half a secret. */
  static String usable(String token, String where) {
    if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw Trouble.input("TOKEN_UNREADABLE", "one word, the token alone, " + where, "something else", "write the token and nothing else into it");
    }
    return token;
  }
}
