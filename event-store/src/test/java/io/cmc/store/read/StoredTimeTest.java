// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.store.Seed;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.axonframework.common.DateTimeUtils;
import org.junit.jupiter.api.Test;

class StoredTimeTest {

  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

  @Test void every_time_is_read_as_java_reads_it() {
    var random = Seed.random("every_time_is_read_as_java_reads_it");
    for (int i = 0; i < 20_000; i++) {
      var time = Instant.ofEpochSecond(random.nextLong(FIRST, LAST), random.nextInt(1_000_000_000));
      for (var text : List.of(DateTimeUtils.formatInstant(time), time.toString())) assertThat(StoredTime.parse(text)).isEqualTo(Instant.parse(text));
    }
  }

  @Test void what_is_no_time_is_refused() {
    for (var text : List.of("", "2026-03-07", "2026-02-30T12:00:00.000Z", "2026-13-01T12:00:00.000Z", "2026-03-07T25:00:00.000Z", "2026-03-07T12:60:00.000Z", "2026-03-07 12:00:00.000Z")) {
      assertThatThrownBy(() -> StoredTime.parse(text)).isInstanceOf(DateTimeException.class);
    }
    assertThat(StoredTime.parse("2026-03-07T24:00:00.000Z")).isEqualTo(Instant.parse("2026-03-08T00:00:00Z"));
  }
}
