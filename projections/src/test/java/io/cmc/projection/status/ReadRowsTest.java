// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.projection.RowJson;
import io.cmc.projection.status.ParticipantRow.Identity;
import io.cmc.projection.status.ParticipantRow.Known;
import io.cmc.projection.status.ParticipantRow.Place;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadRowsTest {

  private final RowJson json = new RowJson();
  private final ReadRows rows = new ReadRows(json);

  @Test void the_same_text_is_read_once_and_another_is_another_row() {
    var before = json.write(row("m1", "a", 1));
    var after = json.write(row("m1", "a", 2));

    var first = rows.participant("m1", "a", before);

    assertThat(first.asOf()).isEqualTo(1);
    assertThat(rows.participant("m1", "a", new String(before))).isSameAs(first);
    assertThat(rows.participant("m1", "a", after).asOf()).isEqualTo(2);
    assertThat(rows.participant("m1", "a", before).asOf()).isEqualTo(1);
  }

  @Test void participants_of_the_same_name_are_told_apart_by_their_migrations() {
    var one = rows.participant("m1", "a", json.write(row("m1", "a", 1)));
    var other = rows.participant("m2", "a", json.write(row("m2", "a", 7)));

    assertThat(one.migration()).isEqualTo(new MigrationId("m1"));
    assertThat(other.migration()).isEqualTo(new MigrationId("m2"));
  }

  @Test void however_many_were_read_each_is_read_right() {
    for (var i = 0; i < 5_000; i++) {
      assertThat(rows.participant("m", "p" + i, json.write(row("m", "p" + i, i))).asOf()).isEqualTo(i);
    }
  }

  private static ParticipantRow row(String migration, String name, long asOf) {
    return new ParticipantRow(new MigrationId(migration), new NodeName(name), asOf, new Identity(new NodeUid(name + "::1220ab"), "t"),
        new Place(Position.PLANNED, Instant.EPOCH), Activity.idle(Instant.EPOCH), Known.NOTHING, false);
  }
}
