// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackupNameTest {

  @Test void is_readable_the_same_every_time_and_fits_an_identifier() {
    assertThat(name("net-7", "participantA")).startsWith("cmc-net-7-participantA-").isEqualTo(name("net-7", "participantA"));
    assertThat(name("m".repeat(63), "n".repeat(100))).hasSizeLessThanOrEqualTo(63);
  }

  @Test void is_never_that_of_another_node() {
    var long1 = "n".repeat(99);
    var names = Stream.of(name("a-b", "c"), name("a", "b-c"), name("net", "alfa"), name("net", "ALFA"), name("net", long1 + "1"),
        name("net", long1 + "2"), name("net", "source"), BackupName.of(new MigrationId("net"), NodeName.DOMAINS, 0));

    assertThat(names.map(String::toLowerCase)).doesNotHaveDuplicates();
  }

  @Test void is_another_one_after_every_further_drain() {
    var first = name("net-7", "participantA");
    var second = BackupName.of(new MigrationId("net-7"), new NodeName("participantA"), 1);

    assertThat(second).isEqualTo(first + "-p1");
    assertThat(BackupName.of(new MigrationId("m".repeat(63)), new NodeName("n".repeat(100)), 12)).hasSizeLessThanOrEqualTo(63).endsWith("-p12");
  }

  private static String name(String migration, String node) {
    return BackupName.of(new MigrationId(migration), new NodeName(node), 0);
  }
}
