// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTokenTest {

  @TempDir private Path data;

  @Test void the_first_start_makes_a_token_of_256_bits_that_only_its_owner_can_read() throws IOException {
    var token = AdminToken.in(data);

    var text = Files.readString(token.file()).strip();
    assertThat(token.file()).isEqualTo(data.resolve("keys/admin.token").toAbsolutePath());
    assertThat(Base64.getUrlDecoder().decode(text.replace("cmc_admin_", ""))).hasSize(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token.file()))).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token.file().getParent()))).isEqualTo("rwx------");
    assertThat(data.resolve("keys")).isDirectoryContaining("glob:**/admin.token").isDirectoryNotContaining("glob:**.new");
    assertThat(token.is(text)).isTrue();
  }

  @Test void the_next_start_takes_the_same_one_and_another_service_has_another() {
    AdminToken.in(data);
    var first = AdminToken.value(data).orElseThrow();

    assertThat(AdminToken.in(data).is(first)).isTrue();
    assertThat(AdminToken.in(data.resolve("other")).is(first)).isFalse();
  }

  @ParameterizedTest @ValueSource(strings = {"", "cmc_admin_", "x"}) void anything_else_is_not_it(String other) {
    var token = AdminToken.in(data);
    var right = AdminToken.value(data).orElseThrow();

    assertThat(token.is(other)).isFalse();
    assertThat(token.is(right + other + "x")).isFalse();
    assertThat(token.is(right.substring(1))).isFalse();
  }

  @ParameterizedTest @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"}) void a_token_that_others_can_read_or_change_stops_the_start(String permissions)
      throws IOException {
    var file = AdminToken.in(data).file();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThatThrownBy(() -> AdminToken.in(data)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("only its owner can read")
        .hasMessageNotContaining(Files.readString(file).strip());
  }

  @Test void a_file_that_is_no_token_stops_the_start() throws IOException {
    Files.writeString(AdminToken.in(data).file(), "secret");

    assertThatThrownBy(() -> AdminToken.in(data)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Remove it")
        .hasMessageNotContaining("secret");
  }
}
