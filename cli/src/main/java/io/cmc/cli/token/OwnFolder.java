// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.token;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where this user's client keeps what only this user may read: {@code cmc} in the user's configuration, which is XDG_CONFIG_HOME, else
 * {@code .config} at home.
 */
public record OwnFolder(Path path) {

  public static OwnFolder ofThisUser() {
    var config = System.getenv("XDG_CONFIG_HOME");
    var base = config == null || config.isBlank() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(config);
    return new OwnFolder(base.resolve("cmc").toAbsolutePath());
  }

  public OwnFolder below(String name) {
    return new OwnFolder(path.resolve(name));
  }

  public Path file(String name) {
    return path.resolve(name);
  }

  /** Writes the whole file or none, readable by this user alone from its first moment on. */
  public void write(String name, String text) throws IOException {
    Files.createDirectories(path, asFileAttribute(fromString("rwx------")));
    var made = Files.createTempFile(path, name, ".new", asFileAttribute(fromString("rw-------")));
    Files.writeString(made, text);
    Files.move(made, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
