// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import io.cmc.deploy.ServiceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceTest {

  @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
      Olga  | olga4 | o@x.example | Olga
            | olga4 | o@x.example | olga4
            |       | o@x.example | o@x.example
            |       |             | 4711
      """)
  void the_name_is_the_one_that_people_know(String name, String user, String mail, String shown) throws NotAccepted {
    var claims = new JWTClaimsSet.Builder().subject("4711").claim("name", name).claim("preferred_username", user).claim("email", mail).build();

    var person = acceptance("https://login.example/realms/x", "RS256").person(claims);

    assertThat(person.name()).isEqualTo(shown);
    assertThat(person.subject()).isEqualTo("4711@https://login.example/realms/x");
  }

  @Test void a_name_writes_nothing_into_a_log_and_is_not_endless() throws NotAccepted {
    var claims = new JWTClaimsSet.Builder().subject("4711").claim("name", "a\nb\u202e" + "x".repeat(500)).build();

    assertThat(acceptance("https://login.example", "RS256").person(claims).name()).startsWith("a?b?x").hasSize(100);
  }

  @ParameterizedTest @ValueSource(strings = {"http://login.example", "ftp://login.example", "login.example", "https://login.example?x=1",
      "https://user@login.example", "https://login.example/#a", "https:///nobody"})
  void an_issuer_whose_keys_somebody_could_exchange_on_the_way_stops_the_start(String issuer) {
    assertThatThrownBy(() -> acceptance(issuer, "RS256")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cmc.access.issuer");
  }

  @ParameterizedTest @ValueSource(strings = {"none", "HS256", "HS512", "rs256", "RSA", ""}) void an_algorithm_that_proves_nothing_stops_the_start(String algorithm) {
    assertThatThrownBy(() -> acceptance("https://login.example", algorithm)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cmc.access.algorithms");
  }

  private static Acceptance acceptance(String issuer, String algorithm) {
    return Acceptance.of(new ServiceSettings.Access(issuer, "cmc", "cmc_roles", "groups", Map.of(), List.of(algorithm), Duration.ofSeconds(30), false));
  }
}
