// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cmc.deploy.docs.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script that builds and runs, in a folder with a Maven and a JDK that only pretend. */
@Timeout(60)
class CmcScriptTest {

  private static final String MAVEN = """
      #!/bin/sh
      while [ "$1" != -f ]; do shift; done
      home=$(dirname "$2")
      if [ -f "$home/broken" ]; then exit 1; fi
      mkdir -p "$home/deploy/target"
      echo built >>"$home/builds"
      echo jar >"$home/deploy/target/deploy-1-app.jar"
      """;
  /** Unpacks; else says from where it runs, and as a service goes on until its input ends. */
  private static final String JAVA = """
      #!/bin/sh
      for word in "$@"; do last=$before; before=$word; case $last in --destination) mkdir -p "$word/lib"; echo jar >"$word/deploy-1-app.jar"; exit 0 ;; esac; done
      while [ "$1" != -cp ]; do shift; done
      echo "${2%%:*}"
      if [ "$4" = serve ]; then read -r end; fi
      """;

  @TempDir Path home;
  private Process service;

  @BeforeEach void layOut() throws IOException {
    home = home.toRealPath();
    Files.copy(Checkout.here().path("cmc"), home.resolve("cmc"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.createDirectories(home.resolve("jdk/bin"));
    Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    program("jdk/bin/javac", "#!/bin/sh\n");
    program("jdk/bin/java", JAVA);
    Files.createDirectories(home.resolve("bin"));
    program("bin/mvn", MAVEN);
  }

  private void program(String name, String text) throws IOException {
    assertThat(Files.writeString(home.resolve(name), text).toFile().setExecutable(true)).isTrue();
  }

  @AfterEach void end() {
    if (service != null) service.destroyForcibly();
  }

  @Test void what_is_built_is_not_built_again() throws Exception {
    assertThat(run("list")).isEqualTo(run("list"));

    assertThat(Files.readAllLines(home.resolve("builds"))).hasSize(1);
  }

  @Test void a_build_that_fails_leaves_the_one_before() throws Exception {
    var first = run("list");
    change();
    Files.createFile(home.resolve("broken"));

    assertThat(begin("list").waitFor()).isNotZero();
    unchanged();
    assertThat(run("list")).isEqualTo(first);
  }

  @Test void a_running_service_keeps_its_files_however_often_is_built() throws Exception {
    service = begin("serve");
    var used = folder(line(service));
    change();

    var second = folder(run("list"));
    var third = folder(run("list"));

    assertThat(builds()).as("in use, the one before, and the newest").containsExactlyInAnyOrder(used, second, third);
    assertThat(used.resolve("deploy-1-app.jar")).exists();
  }

  @Test void files_that_nobody_uses_are_removed_by_the_build_after_the_next() throws Exception {
    assumeThat(new ProcessBuilder("ps", "-A", "-ww", "-o", "args=").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor()).isZero();
    change();
    run("list");

    var second = folder(run("list"));
    var third = folder(run("list"));

    assertThat(builds()).containsExactlyInAnyOrder(second, third);
  }

  /** From now on every call finds a file that is younger than what was built. */
  private void change() throws IOException {
    Files.setLastModifiedTime(home.resolve("pom.xml"), FileTime.from(Instant.now().plus(Duration.ofHours(1))));
  }

  private void unchanged() throws IOException {
    Files.setLastModifiedTime(home.resolve("pom.xml"), FileTime.from(Instant.EPOCH));
  }

  private List<Path> builds() throws IOException {
    try (Stream<Path> all = Files.list(home.resolve("deploy/target"))) {
      return all.filter(Files::isDirectory).map(Path::toAbsolutePath).toList();
    }
  }

  private static Path folder(String jar) {
    return Path.of(jar).getParent();
  }

  /** What it runs from. */
  private String run(String verb) throws Exception {
    var process = begin(verb);
    var jar = line(process);
    assertThat(process.waitFor()).isZero();
    return jar;
  }

  private static String line(Process process) throws IOException {
    return process.inputReader().readLine();
  }

  private Process begin(String verb) throws IOException {
    var script = new ProcessBuilder(home.resolve("cmc").toString(), verb).redirectError(home.resolve("err").toFile());
    script.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    script.environment().put("CMC_AOT", "no");
    script.environment().put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
    return script.start();
  }
}
