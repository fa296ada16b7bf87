// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.rejection.Finding;
import io.cmc.rejection.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseAdviceTest {

  @ParameterizedTest @CsvSource({"2.10.5, 2.10.5", "2.10.5-SNAPSHOT, 2.10.5", "2.9.5 or newer, 2.9.5", "2.8, 2.8.0", "v2.8.12, 2.8.12",
      "2.9.1 to 2.9.4, 2.9.1"})
  void a_release_is_read_from_what_a_node_tells(String told, String read) {
    assertThat(Release.in(told)).hasToString("Optional[" + read + "]");
  }

  @Test void what_is_no_release_is_none() {
    assertThat(Release.in("unknown")).isEmpty();
    assertThat(Release.in("")).isEmpty();
  }

  @ParameterizedTest @CsvSource({"2.4.1, 2 3", "2.5.0, 2 3 4", "2.6.1, 3 4", "2.7.9, 3 4 5", "2.8.12, 3 4 5", "2.9.5, 5", "2.10.2, 5 7", "3.3.0, ''",
      "2.11.0, ''", "2.2.0, ''"})
  void every_release_speaks_what_its_notes_say(String release, String versions) {
    var expected = Stream.of(versions.split(" ")).filter(v -> !v.isEmpty()).map(Integer::valueOf).toList();

    assertThat(release(release).protocolVersions()).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** A release that has the fault, one that has it last, and one that has it no more. */
  @ParameterizedTest @CsvSource({
      "release-can-move, 2.5.0, 2.6.2, 2.6.3", "release-repair-recovery, 2.3.12, 2.6.5, 2.6.6", "release-repair-recovery, 2.4.0, 2.3.12, 2.3.13",
      "release-commitment-recovery, 2.3.0, 2.6.4, 2.6.5", "release-parameters-bug, 2.8.0, 2.8.2, 2.8.3",
      "release-parameters-bug, 2.5.0, 2.7.6, 2.7.7", "release-slow-failover, 2.8.0, 2.8.3, 2.8.4", "release-slow-failover, 2.6.0, 2.7.7, 2.7.8",
      "release-pruning, 2.7.9, 2.8.7, 2.8.8", "release-party-export, 2.8.0, 2.8.11, 2.8.12", "release-party-export, 2.9.0, 2.9.5, 2.9.6",
      "release-in-flight-guard, 2.8.12, 2.9.4, 2.9.5", "release-passive-replicas, 2.8.0, 2.9.4, 2.9.5",
      "release-topology-race, 2.9.7, 2.10.3, 2.10.4", "release-memory, 2.8.0, 2.10.3, 2.10.4", "release-slow-reconnect, 2.9.0, 2.10.5, 2.10.6"})
  void a_fault_is_told_for_the_releases_that_have_it(String check, String early, String last, String mended) {
    assertThat(checks(early, 4)).contains(check);
    assertThat(checks(last, 4)).contains(check);
    assertThat(checks(mended, 4)).doesNotContain(check);
  }

  @ParameterizedTest @CsvSource({"2.9.4, release-unauthenticated-contracts", "2.9.5, release-contract-ids", "2.10.5, release-contract-ids"})
  void contracts_from_protocol_version_3_are_warned_of_and_only_those(String release, String check) {
    assertThat(checks(release, 3)).contains(check);
    assertThat(checks(release, 4)).doesNotContain(check);
  }

  @Test void the_newest_release_has_none_of_the_faults() {
    assertThat(checks("2.10.6", 5)).isEmpty();
  }

  @Test void every_row_is_told_for_some_release() {
    var told = Stream.of("2.3.0", "2.8.0", "2.9.0", "2.10.0").flatMap(r -> checks(r, 3).stream());

    assertThat(Set.copyOf(told.toList())).containsAll(ReleaseAdvice.TABLE.stream().map(ReleaseAdvice::check).toList());
  }

  @Test void what_cannot_work_blocks_and_what_may_go_wrong_warns() {
    var old = ReleaseAdvice.findings(release("2.6.2"), 3);

    assertThat(old).filteredOn(Finding::blocks).extracting(Finding::check).contains("release-can-move");
    assertThat(ReleaseAdvice.findings(release("2.10.3"), 5)).extracting(Finding::severity).contains(Severity.WARN)
        .doesNotContain(Severity.BLOCK);
  }

  private static List<String> checks(String release, int sourceVersion) {
    return ReleaseAdvice.findings(release(release), sourceVersion).stream().map(Finding::check).toList();
  }

  private static Release release(String text) {
    return Release.in(text).orElseThrow();
  }
}
