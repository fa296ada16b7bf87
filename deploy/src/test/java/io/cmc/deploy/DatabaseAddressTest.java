// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DatabaseAddressTest {

  @Test void one_setting_names_the_database_and_its_owner() {
    var address = DatabaseAddress.of("jdbc:postgresql://db:5432/cmc?user=owner&password=s%26cret&ssl=true", settings("", "", ""));

    assertThat(address.url()).isEqualTo("jdbc:postgresql://db:5432/cmc?ssl=true");
    assertThat(address.ownerUser()).isEqualTo("owner");
    assertThat(address.ownerPassword()).isEqualTo("s&cret");
  }

  @Test void the_password_of_the_service_follows_from_the_owners_and_is_not_the_owners() {
    var one = DatabaseAddress.of("jdbc:postgresql://db/cmc?user=owner&password=secret", settings("", "", ""));
    var same = DatabaseAddress.of("jdbc:postgresql://db/cmc", settings("owner", "secret", ""));
    var other = DatabaseAddress.of("jdbc:postgresql://db/cmc?user=owner&password=another", settings("", "", ""));

    assertThat(one.password()).hasSize(64).isEqualTo(same.password()).isNotEqualTo(other.password());
  }

  @Test void what_is_set_goes_before_what_the_address_says() {
    var address = DatabaseAddress.of("jdbc:postgresql://db/cmc?password=x&user=y", settings("owner", "secret", "own"));

    assertThat(address.url()).isEqualTo("jdbc:postgresql://db/cmc");
    assertThat(address.ownerUser()).isEqualTo("owner");
    assertThat(address.ownerPassword()).isEqualTo("secret");
    assertThat(address.password()).isEqualTo("own");
  }

  @Test void an_address_that_is_none_is_refused_without_its_password() {
    assertThatThrownBy(() -> DatabaseAddress.of("jdbc:mysql://db/cmc?user=u&password=hush", settings("", "", "")))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("jdbc:mysql://db/cmc").hasMessageNotContaining("hush");
  }

  private static ServiceSettings.Database settings(String ownerUser, String ownerPassword, String password) {
    return new ServiceSettings.Database("", ownerUser, ownerPassword, "cmc_service", password, 10, Duration.ofSeconds(15));
  }
}
