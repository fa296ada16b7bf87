// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.util.FileSystemUtils;

/**
 * Where one dump lies: {@code <folder>/<name>/dump} as the tool wrote it, and {@code <folder>/<name>/proof.json}.
 * Until it is whole it lies in {@code <folder>/<name>.partial-<attempt>}; each attempt has a folder of its own, so that a tool
 * which outlived its service can never write into the dump of a later attempt. Readable by the service's user alone.
 */
record DumpFolder(Path parent, String name) {

  static final String PARTIAL = ".partial-";
  private static final String DUMP = "dump";
  private static final String PROOF = "proof.json";

  @FunctionalInterface
  interface DiskWork<T> {
    T done() throws IOException;
  }

  static <T> T onDisk(Path where, DiskWork<T> work) {
    try {
      return work.done();
    } catch (IOException e) {
      throw BackupTrouble.of(e, where);
    }
  }

  Path home() {
    return parent.resolve(name);
  }

  Path dump() {
    return home().resolve(DUMP);
  }

  static Path dumpIn(Path partial) {
    return partial.resolve(DUMP);
  }

  boolean exists() {
    return Files.exists(home());
  }

  Optional<StoredProof> proof() {
    var file = home().resolve(PROOF);
    if (!Files.isRegularFile(file) || !Files.isDirectory(dump())) return Optional.empty();
    return StoredProof.parse(onDisk(file, () -> Files.readString(file)));
  }

  /** A new folder for one attempt. */
  Path begin() {
    return onDisk(parent, () -> {
      Files.createDirectories(parent);
      return Files.createDirectory(parent.resolve(name + PARTIAL + UUID.randomUUID()),
          asFileAttribute(fromString("rwx------")));
    });
  }

  /** Removes what earlier attempts left. */
  void removeUnfinished() {
    onDisk(parent, () -> {
      for (var partial : unfinished()) FileSystemUtils.deleteRecursively(partial);
      return null;
    });
  }

  private List<Path> unfinished() throws IOException {
    if (!Files.isDirectory(parent)) return List.of();
    try (var entries = Files.list(parent)) {
      return entries.filter(p -> p.getFileName().toString().startsWith(name + PARTIAL)).toList();
    }
  }

  /** Makes a whole dump the finished one, in one step that a loss of power cannot halve. The tool has synced its own files. */
  void finish(Path partial, StoredProof proof) {
    onDisk(home(), () -> {
      Files.writeString(partial.resolve(PROOF), proof.text());
      sync(partial.resolve(PROOF));
      sync(partial);
      Files.move(partial, home(), ATOMIC_MOVE);
      sync(parent);
      return null;
    });
  }

  private static void sync(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
