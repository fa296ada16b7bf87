// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.secrecy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.plan.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretReaderTest {

  @TempDir Path folder;
  final SecretReader secrets = SecretReader.of(name -> switch (name) {
    case "SET" -> " with spaces ";
    case "BLANK" -> "";
    default -> null;
  });

  @Test void a_variable_is_taken_as_it_is() {
    assertThat(secrets.read(new Secret(Secret.Kind.ENV, "SET"))).isEqualTo(" with spaces ");
  }

  @Test void the_line_end_of_a_file_is_no_part_of_a_secret() throws Exception {
    var file = Files.writeString(folder.resolve("password"), " pass word\r\n");

    assertThat(secrets.read(new Secret(Secret.Kind.FILE, file.toString()))).isEqualTo(" pass word");
  }

  @ParameterizedTest @CsvSource({"ENV, UNSET, environment variable UNSET", "ENV, BLANK, environment variable BLANK", "FILE, /no/such/file, file /no/such/file"})
  void a_reference_to_nothing_is_named(Secret.Kind kind, String name, String words) {
    var none = catchThrowableOfType(NoSecret.class, () -> secrets.read(new Secret(kind, name)));

    assertThat(none.place()).endsWith(words);
    assertThat(none).hasMessageContaining(words);
  }
}
