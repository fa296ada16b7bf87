// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a few megabytes, in memory. A test that asks for one is skipped where its user may not mount it. */
final class SmallDisk implements AutoCloseable {

  private final Path mounted;

  private SmallDisk(Path mounted) {
    this.mounted = mounted;
  }

  /** Skips the test where its user may not mount a disk. */
  static SmallDisk mount(Path folder, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    ran("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    assumeTrue(ran("stat", "-f", "-c", "%T", folder.toString()).contains("tmpfs"), "this user may not mount a disk");
    return new SmallDisk(folder);
  }

  Path folder() {
    return mounted;
  }

  /** Others take all the room there is. */
  void fill() {
    try (var out = Files.newOutputStream(mounted.resolve("of-others"))) {
      while (true) out.write(new byte[4096]);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  void makeRoom() throws IOException {
    Files.delete(mounted.resolve("of-others"));
  }

  @Override public void close() throws IOException, InterruptedException {
    ran("umount", mounted.toString());
  }

  /** What a command printed; empty where it is not there. */
  static String ran(String... command) throws InterruptedException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return out;
    } catch (IOException notThere) {
      return "";
    }
  }
}
