// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project that this test runs in, by their paths from its root. */
public record Checkout(Path root) {

  public static Checkout here() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("command-api")) && Files.isDirectory(folder.resolve("docs"))) return new Checkout(folder);
    }
    throw new IllegalStateException("expected to run inside the project, found no folder with command-api and docs above " + Path.of("").toAbsolutePath());
  }

  public Path path(String file) {
    return root.resolve(file);
  }

  boolean has(String file) {
    return Files.exists(path(file));
  }

  String text(String file) {
    try {
      return Files.readString(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String file, String text) {
    try {
      Files.createDirectories(path(file).getParent());
      Files.writeString(path(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files below a folder whose names end so, in the order of their paths. */
  List<Path> below(String folder, String ending) {
    try (Stream<Path> files = Files.walk(path(folder))) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the source of a class of one of our modules lies. */
  Path source(String module, Class<?> type) {
    var outermost = type;
    while (outermost.getEnclosingClass() != null) outermost = outermost.getEnclosingClass();
    return path(module + "/src/main/java/" + outermost.getName().replace('.', '/') + ".java");
  }
}
