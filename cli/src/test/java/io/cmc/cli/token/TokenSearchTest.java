// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSearchTest {

  private static final Optional<Token> LOGIN = Optional.of(() -> Optional.of("login"));

  @TempDir private Path home;
  private OwnFolder own;

  @BeforeEach void a_service_of_this_user() throws IOException {
    own = new OwnFolder(home.resolve("cmc"));
    new NearbyServices(own).announce(7070, file("nearby"));
  }

  @Test void what_is_named_goes_before_the_environment_and_that_before_what_is_found() throws IOException {
    var all = Map.of("CMC_TOKEN", "given", "CMC_TOKEN_FILE", file("in-a-file").toString());
    var onlyFile = Map.of("CMC_TOKEN_FILE", file("in-a-file").toString());

    assertThat(search(all).find(file("named"), LOGIN, "127.0.0.1", 7070).get()).contains("named");
    assertThat(search(all).find(null, LOGIN, "127.0.0.1", 7070).get()).contains("given");
    assertThat(search(onlyFile).find(null, LOGIN, "127.0.0.1", 7070).get()).contains("in-a-file");
    assertThat(search(Map.of()).find(null, LOGIN, "127.0.0.1", 7070).get()).contains("login");
    assertThat(search(Map.of()).find(null, Optional.empty(), "127.0.0.1", 7070).get()).contains("nearby");
  }

  @ParameterizedTest @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost", "[::1]"})
  void the_own_service_is_found_however_this_machine_is_named(String host) {
    assertThat(search(Map.of()).find(null, Optional.empty(), host, 7070).get()).contains("nearby");
  }

  @ParameterizedTest @ValueSource(strings = {"192.0.2.1", "[2001:db8::1]", "no-such-host.invalid"})
  void the_token_of_the_own_service_is_not_sent_to_another_machine(String host) {
    assertThat(search(Map.of()).find(null, Optional.empty(), host, 7070).get()).isEmpty();
  }

  @ParameterizedTest @ValueSource(strings = {"", "two words", "two\nlines", "umlaut-\u00e4"})
  void what_is_no_token_is_told_without_saying_what_it_is(String text) throws IOException {
    var file = Files.writeString(home.resolve("token"), text);

    var trouble = catchThrowableOfType(Trouble.class, () -> search(Map.of()).find(file, LOGIN, "127.0.0.1", 7070).get());

    assertThat(trouble.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(trouble.problem().getCode()).isEqualTo("TOKEN_UNREADABLE");
    if (!text.isEmpty()) assertThat(trouble.problem().toString()).doesNotContain(text.substring(0, 3));
  }

  private TokenSearch search(Map<String, String> environment) {
    return new TokenSearch(environment, own);
  }

  private Path file(String token) throws IOException {
    return Files.writeString(home.resolve(token + ".token"), token + "\n");
  }
}
