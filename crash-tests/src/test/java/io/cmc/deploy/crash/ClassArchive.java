// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The classes of this JVM as jars, since Java archives none from folders; and an archive of them as they are loaded, which the first
 * service that ends in order leaves behind and which lets all later ones start in about half the time.
 */
final class ClassArchive {

  private static final String ARCHIVE = "classes.jsa";
  private static final ClassArchive OF_THIS_JVM = new ClassArchive();

  private final Path folder;
  private final String classPath;

  private ClassArchive() {
    var entries = System.getProperty("java.class.path").split(File.pathSeparator);
    try {
      folder = Files.createTempDirectory("cmc-classes-");
      folder.toFile().deleteOnExit();
      folder.resolve(ARCHIVE).toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    classPath = IntStream.range(0, entries.length).filter(i -> Files.exists(Path.of(entries[i])))
        .mapToObj(i -> Files.isDirectory(Path.of(entries[i])) ? jar(entries[i], i) : entries[i]).collect(Collectors.joining(File.pathSeparator));
  }

  /** For the command line of {@code java}. */
  static List<String> options() {
    return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + OF_THIS_JVM.folder.resolve(ARCHIVE), "-Xlog:disable",
        "-cp", OF_THIS_JVM.classPath);
  }

  private String jar(String classes, int number) {
    var jar = folder.resolve(number + ".jar");
    var said = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes, ".");
    if (said != 0) throw new IllegalStateException("jar ended with " + said + " for " + classes);
    jar.toFile().deleteOnExit();
    return jar.toString();
  }
}
