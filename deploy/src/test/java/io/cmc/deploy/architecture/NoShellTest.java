// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No product code starts a shell, which would read what nodes and people say as commands. */
class NoShellTest {

  private static final Pattern SHELL = Pattern.compile("\"(?:/(?:usr/)?bin/)?(?:sh|bash|dash|zsh|ksh|env|cmd|cmd\\.exe|powershell|pwsh|eval)(?:\\.exe)?\"");

  @Test void no_word_of_the_code_is_a_shell() throws IOException {
    var found = sources().stream().filter(file -> SHELL.matcher(text(file)).find()).filter(file -> !file.toString().contains("/src/main/java/io/cmc/cli/plan/")).toList();

    assertThat(sources()).hasSizeGreaterThan(500);
    assertThat(found).isEmpty();
  }

  @Test void a_shell_would_be_found() {
    assertThat(Stream.of("new ProcessBuilder(\"sh\", \"-c\", words)", "List.of(\"/bin/bash\")", "\"cmd.exe\"")).allMatch(code -> SHELL.matcher(code).find());
  }

  private static List<Path> sources() throws IOException {
    var root = Path.of("").toAbsolutePath().getParent();
    try (var files = Files.walk(root)) {
      return files.filter(file -> file.toString().contains("/src/main/java/") && file.toString().endsWith(".java")).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
