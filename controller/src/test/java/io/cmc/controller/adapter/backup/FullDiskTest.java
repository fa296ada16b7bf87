// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.rejection.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** On a disk of its own that is really full; only where the tests' user may mount one. */
@ResourceLock("sessions of backups")
class FullDiskTest {

  @TempDir Path disk;
  final ToolRunner real = ToolRunner.childProcesses();
  final ToolRunner filledMeanwhile = (command, environment) -> {
    if (command.contains("--format=directory")) fill();
    return real.run(command, environment);
  };

  @BeforeEach void a_small_disk() throws Exception {
    RealTools.mustBeThere();
    var mounted = mount("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString());
    assumeTrue(mounted, "this user may not mount a disk, so a really full one is not tried here");
  }

  @AfterEach void taken_away() throws Exception {
    mount("umount", disk.toString());
  }

  @Test void a_disk_that_others_fill_during_the_dump_is_reported_and_left_as_it_was() throws Exception {
    var backups = new DumpBackups(new DatabaseLogin(Scene.SECRETS), new DumpTools(Optional.empty(), filledMeanwhile), Room.ofDisk(), disk);

    var trouble = catchThrowableOfType(NodeTrouble.class, () -> backups.take(Scene.plan(disk), Scene.shared(), "m-alfa"));

    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.SPACE_SHORT);
    assertThat(trouble.problem().found()).contains("No space left on device");
    try (var left = Files.list(disk)) {
      assertThat(left).containsExactly(disk.resolve("of-others"));
    }
    Files.delete(disk.resolve("of-others"));
    new DumpBackups(new DatabaseLogin(Scene.SECRETS), new DumpTools(Optional.empty(), real), Room.ofDisk(), disk)
        .take(Scene.plan(disk), Scene.shared(), "m-alfa");
    assertThat(backups.find(Scene.plan(disk), Scene.shared(), "m-alfa")).isPresent();
  }

  private void fill() throws IOException {
    try (var out = Files.newOutputStream(disk.resolve("of-others"))) {
      while (true) out.write(new byte[4096]);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private boolean mount(String... command) throws InterruptedException {
    try {
      return real.run(List.of(command), Map.of("PATH", System.getenv("PATH"))).exit() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
