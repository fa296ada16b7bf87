// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What once happened is what it was: whole histories come to the same state, and their seals hold. */
class ReleasedHistoriesTest {

  private static final String REMEDY = """
      %s no longer comes to the state that it came to when it was released; that state is in %s now. Run the same on an earlier commit to compare.
      If events are read otherwise, mend that (raise a revision, add an upcaster). If only what is remembered or shown of them was changed on
      purpose, say so in the commit and write the hash anew: mvn -pl deploy -am test -Dtest=ReleasedHistoriesTest -Dhistories=hash
      -Dsurefire.failIfNoSpecifiedTests=false""";

  @ParameterizedTest @MethodSource("histories")
  void a_released_history_comes_to_the_state_of_then(ReleasedHistory history) throws IOException {
    var state = state(history);
    if ("hash".equals(System.getProperty("histories"))) Files.writeString(history.hash(), Canonical.sha256(state) + "\n");
    var told = Files.writeString(Files.createDirectories(Path.of("target/histories")).resolve(history.name() + ".json"), state);

    assertThat(Canonical.sha256(state)).as(REMEDY, history, told).isEqualTo(Files.readString(history.hash()).strip());
  }

  @ParameterizedTest @MethodSource("histories")
  void its_seals_and_checkpoints_hold(ReleasedHistory history) {
    var summary = history.verify();

    assertThat(summary.events()).isEqualTo(history.events().size()).isPositive();
    assertThat(summary.unsigned()).isZero();
  }

  @Test void the_ways_to_an_end_are_all_there() {
    assertThat(histories()).extracting(ReleasedHistory::name).contains("forward", "parked", "aborted", "restored", "excluded", "panic", "again");
  }

  /** Only where there is none: a released history is never written anew. */
  @Test @EnabledIfSystemProperty(named = "histories", matches = "write") void write_what_is_missing() throws IOException {
    for (var course : Recording.values()) {
      var file = ReleasedHistory.folder().resolve(course.file());
      if (Files.exists(file)) continue;
      Files.createDirectories(file.getParent());
      course.write(file);
      var history = new ReleasedHistory(file);
      Files.writeString(history.hash(), Canonical.sha256(state(history)) + "\n");
    }
  }

  private static String state(ReleasedHistory history) {
    return Canonical.json(Map.of("aggregates", Replayed.of(history), "readModels", ReadModels.of(history)));
  }

  static List<ReleasedHistory> histories() {
    return ReleasedHistory.all();
  }
}
