// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearbyServicesTest {

  @TempDir private Path home;
  private Path token;
  private NearbyServices services;

  @BeforeEach void empty() {
    services = new NearbyServices(new OwnFolder(home.resolve("cmc")));
    token = home.resolve("data/keys/admin.token");
  }

  @Test void a_service_that_runs_is_found_by_its_port_alone() throws IOException {
    services.announce(7070, token);

    assertThat(services.tokenOf(7070)).contains(token);
    assertThat(services.tokenOf(7071)).isEmpty();
  }

  @Test void where_nobody_announced_anything_nothing_is_found() {
    assertThat(services.tokenOf(7070)).isEmpty();
  }

  @Test void only_the_user_can_read_what_was_announced() throws IOException {
    services.announce(7070, token);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent()))).isEqualTo("rwx------");
  }

  @Test void a_service_that_has_ended_is_not_found() throws IOException {
    services.announce(7070, token);

    services.withdraw(7070);

    assertThat(services.tokenOf(7070)).isEmpty();
    assertThat(home.resolve("cmc/services")).isEmptyDirectory();
  }

  @Test void what_a_killed_service_left_is_not_believed_and_is_cleared_by_the_next_one() throws Exception {
    var killed = new ProcessBuilder("true").start();
    killed.waitFor();
    var left = leave(killed.pid(), 0);

    assertThat(services.tokenOf(7070)).as("whoever listens on the port now would be sent the token").isEmpty();

    services.announce(7070, home.resolve("other.token"));
    assertThat(services.tokenOf(7070)).contains(home.resolve("other.token"));
    assertThat(left).doesNotExist();
  }

  @Test void another_process_with_the_number_of_a_killed_service_is_not_taken_for_it() throws IOException {
    leave(ProcessHandle.current().pid(), 4711);

    assertThat(services.tokenOf(7070)).isEmpty();
  }

  @Test void a_second_service_that_tries_the_same_port_does_not_hide_the_first() throws Exception {
    var first = new ProcessBuilder("sleep", "60").start();
    try {
      leave(first.pid(), first.info().startInstant().map(Instant::toEpochMilli).orElseThrow() );
      assertThat(services.tokenOf(7070)).contains(Path.of("left.token"));
    } finally {
      first.destroy();
    }
  }

  @Test void a_file_that_says_something_else_is_passed_over() throws IOException {
    services.announce(7070, token);
    Files.writeString(file().resolveSibling("7070-1.properties"), "port=many");

    assertThat(services.tokenOf(7070)).contains(token);
  }

  private Path file() {
    return home.resolve("cmc/services/7070-" + ProcessHandle.current().pid() + ".properties");
  }

  private Path leave(long pid, long started) throws IOException {
    Files.createDirectories(home.resolve("cmc/services"));
    return Files.writeString(home.resolve("cmc/services/7070-" + pid + ".properties"), "port=7070\npid=" + pid + "\nstarted=" + started
        + "\ntoken-file=left.token\n");
  }
}
