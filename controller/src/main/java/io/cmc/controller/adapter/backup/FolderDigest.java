// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What lies in a folder, in two numbers.
 *
 * <p>The sha-256 is that of a list with a line for each regular file below the folder: the file's sha-256 in lower-case hex, two
 * spaces, its name relative to the folder with {@code /} between its parts, a line feed; ordered by the bytes of the names in
 * UTF-8. So anybody can check it without this service:
 * {@code find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum}
 *
 * @param bytes of all contents together
 */
record FolderDigest(long bytes, String sha256) {

  static FolderDigest of(Path folder) throws IOException {
    var list = newSha256();
    var bytes = 0L;
    for (var file : files(folder)) {
      list.update((sha256Of(file) + "  " + relative(folder, file) + "\n").getBytes(UTF_8));
      bytes += Files.size(file);
    }
    return new FolderDigest(bytes, HexFormat.of().formatHex(list.digest()));
  }

  /** Without reading them: enough to see that a dump was cut off. */
  static long bytesIn(Path folder) throws IOException {
    var bytes = 0L;
    for (var file : files(folder)) bytes += Files.size(file);
    return bytes;
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .sorted(comparing(f -> relative(folder, f).getBytes(UTF_8), Arrays::compareUnsigned)).toList();
    }
  }

  private static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static String sha256Of(Path file) throws IOException {
    var digest = newSha256();
    try (var into = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(file, into);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
