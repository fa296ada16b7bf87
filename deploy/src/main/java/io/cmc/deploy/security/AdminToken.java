// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Pattern;

/** The local administrator's token: 256 bits of chance in a file that only its owner can read. Only its hash is kept in memory. */
final class AdminToken {

  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("cmc_admin_[A-Za-z0-9_-]{43}");

  private final Path file;
  private final byte[] hash;

  private AdminToken(Path file, String token) {
    this.file = file;
    this.hash = hash(token);
  }

  /** The one of before, or a new one; @throws IllegalArgumentException where others can read the file, or it holds something else */
  static AdminToken in(Path data) {
    var file = file(data);
    try {
      if (!Files.exists(file)) make(file);
      return new AdminToken(file, read(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the local administrator's token in " + file, e);
    }
  }

  /** The token itself, for whoever calls that service; absent while it has none. */
  static Optional<String> value(Path data) {
    try {
      return Files.exists(file(data)) ? Optional.of(read(file(data))) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Path data) {
    return data.resolve("keys").resolve("admin.token").toAbsolutePath();
  }

  private static void make(Path file) throws IOException {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    if (!Files.exists(file.getParent())) Files.createDirectories(file.getParent(), asFileAttribute(fromString("rwx------")));
    // whole or not at all: whoever is killed here leaves no half of a token
    var made = Files.createTempFile(file.getParent(), "admin", ".new", asFileAttribute(fromString("rw-------")));
    Files.writeString(made, "cmc_admin_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
    try {
      Files.move(made, file);
    } catch (FileAlreadyExistsException anotherInstanceWasFaster) {
      Files.delete(made);
    }
  }

  private static String read(Path file) throws IOException {
    if (!EnumSet.of(OWNER_READ, OWNER_WRITE).containsAll(Files.getPosixFilePermissions(file))) {
      throw new IllegalArgumentException("expected a file that only its owner can read, found: " + file
          + " that others can. Remove it, and a new token is made at the next start; whoever read the old one may do everything");
    }
    var token = Files.readString(file).strip();
    if (!FORM.matcher(token).matches()) {
      throw new IllegalArgumentException("expected the local administrator's token, found something else in " + file + ". Remove it, and a new one is made");
    }
    return token;
  }

  Path file() {
    return file;
  }

  /** Takes as long whatever is wrong with the token. */
  boolean is(String token) {
    return MessageDigest.isEqual(hash, hash(token));
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
