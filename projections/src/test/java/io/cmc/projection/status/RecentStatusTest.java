// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.event.Event;
import io.cmc.id.MigrationId;
import io.cmc.projection.RandomHistory;
import io.cmc.projection.ReadSide;
import io.cmc.projection.replay.Replay;
import io.cmc.projection.status.StatusQueries.Found;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentStatusTest {

  private final ReadSide readSide = ReadSide.create();
  private final StatusQueries queries = readSide.bean(StatusQueries.class);
  private final List<Event> history = RandomHistory.longerThan(400, RandomHistory.random("RecentStatusTest"), 3, 6);
  private List<MigrationId> migrations;

  @BeforeEach void half_of_it_has_happened() {
    readSide.goLive();
    readSide.awaitLive(readSide.append(history.subList(0, history.size() / 2)));
    migrations = history.stream().limit(history.size() / 2).map(Event::migration).distinct().toList();
    migrations.forEach(queries::find);
  }

  @AfterEach void close() {
    readSide.close();
  }

  @Test void whoever_asks_again_and_again_is_told_the_same_as_whoever_asks_for_the_first_time() {
    for (var from = history.size() / 2; from < history.size(); from += 20) {
      readSide.awaitLive(readSide.append(history.subList(from, Math.min(from + 20, history.size()))));

      assertAsRead();
    }
  }

  @Test void a_participant_that_has_not_changed_is_not_read_again() {
    var first = migrations.getFirst();
    var before = find(first);

    assertThat(find(first).participants()).isNotEmpty().allSatisfy(p -> assertThat(before.participants()).anyMatch(b -> b == p));
  }

  @Test void a_model_that_was_rebuilt_is_read_anew() {
    readSide.bean(Replay.class).rebuild("status", progress -> { });

    assertAsRead();
    assertThat(find(migrations.getFirst()).participants()).isNotEmpty();
  }

  @Test void rows_of_a_database_that_went_back_are_read_anew() {
    readSide.stop();
    readSide.sql().update("update status_participant set detail = jsonb_set(detail, '{identity,team}', '\"of before\"'), as_of = 0");
    readSide.sql().update("update status_migration set as_of = as_of - 1, detail = jsonb_set(detail, '{asOf}', to_jsonb(as_of - 1))");

    assertAsRead();
    assertThat(find(migrations.getFirst()).participants()).allMatch(p -> p.identity().team().equals("of before"));
  }

  @Test void rows_of_a_database_that_lost_events_and_has_gone_on_are_read_anew() {
    readSide.stop();
    readSide.sql().update("update status_participant set detail = jsonb_set(jsonb_set(detail, '{identity,team}', '\"of before\"'), '{asOf}', to_jsonb(as_of - 1)), as_of = as_of - 1");
    readSide.sql().update("update status_migration set as_of = as_of + 100, detail = jsonb_set(detail, '{asOf}', to_jsonb(as_of + 100))");

    assertAsRead();
    assertThat(find(migrations.getFirst()).participants()).allMatch(p -> p.identity().team().equals("of before"));
  }

  @Test void a_row_that_somebody_took_away_is_noticed() {
    readSide.stop();
    var first = migrations.getFirst();
    var gone = find(first).participants().getFirst().name().value();
    readSide.asOwner("delete from status_participant where migration = '" + first.value() + "' and participant = '" + gone + "'");

    assertAsRead();
    assertThat(names(find(first))).doesNotContain(gone);
  }

  private void assertAsRead() {
    var anew = new StatusQueries(readSide.sql(), () -> 0);
    assertThat(migrations).isNotEmpty().allSatisfy(m -> assertThat(queries.find(m)).isPresent().isEqualTo(anew.find(m)));
  }

  private Found find(MigrationId migration) {
    return queries.find(migration).orElseThrow();
  }

  private static List<String> names(Found found) {
    return found.participants().stream().map(p -> p.name().value()).toList();
  }
}
