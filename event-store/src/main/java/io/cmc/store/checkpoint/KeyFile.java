// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.checkpoint;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a signing key is kept: a PEM file that only its owner can read. */
public record KeyFile(Path path) {

  public Optional<SigningKey> find() {
    return Files.exists(path) ? Optional.of(read()) : Optional.empty();
  }

  /** @throws IllegalArgumentException when there is no such file, or no key in it */
  public SigningKey read() {
    try {
      return SigningKey.ofPem(Files.readString(path));
    } catch (IOException e) {
      throw new IllegalArgumentException("expected a private key in " + path.toAbsolutePath() + ", found: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path.toAbsolutePath() + ": " + e.getMessage(), e);
    }
  }

  /** Never overwrites one. */
  public SigningKey make() {
    var key = SigningKey.make();
    try {
      if (!Files.exists(path.toAbsolutePath().getParent())) {
        Files.createDirectories(path.toAbsolutePath().getParent(), asFileAttribute(fromString("rwx------")));
      }
      Files.createFile(path, asFileAttribute(fromString("rw-------")));
      Files.writeString(path, key.pem());
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a new key in " + path.toAbsolutePath(), e);
    }
  }
}
