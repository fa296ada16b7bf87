// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupNameTest {

  @Test void a_plain_name_stays_as_it_is() {
    var name = new BackupName("net-eu-7.participantA");

    assertThat(name.folder()).isEqualTo("net-eu-7.participantA");
    assertThat(name.database()).isEqualTo("cmc_backup_net-eu-7.participantA");
  }

  @ParameterizedTest @ValueSource(strings = {"../up", "/etc", ".", "..", "a/b", "a\nb", "", "x.partial-1", "ä", "a b"})
  void an_odd_name_becomes_one_that_cannot_lead_elsewhere(String odd) {
    assertThat(new BackupName(odd).folder()).matches("[A-Za-z0-9_@-]+");
    assertThat(new BackupName(odd).database()).matches("cmc_backup_[A-Za-z0-9_@.-]+").hasSizeLessThanOrEqualTo(63);
  }

  @Test void long_names_with_one_beginning_stay_apart() {
    var names = List.of(new BackupName("n".repeat(100) + "1"), new BackupName("n".repeat(100) + "2"), new BackupName("n".repeat(300)));

    assertThat(names).extracting(BackupName::database).doesNotHaveDuplicates().allSatisfy(n -> assertThat(n).hasSize(63));
    assertThat(names).extracting(BackupName::folder).doesNotHaveDuplicates().allSatisfy(n -> assertThat(n).hasSizeLessThan(200));
  }

  @Test void names_that_differ_in_an_odd_letter_only_stay_apart() {
    assertThat(new BackupName("a/b").folder()).isNotEqualTo(new BackupName("a_b").folder()).isNotEqualTo(new BackupName("a b").folder());
    assertThat(new BackupName("a/b").database()).isNotEqualTo(new BackupName("a_b").database());
  }
}
