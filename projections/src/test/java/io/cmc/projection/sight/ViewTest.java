// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.sight;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.access.Reach;
import io.cmc.id.NodeName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ViewTest {

  private static final Member OURS = member("bank-1", "a");
  private static final Member THEIRS = member("bank-10", "b");
  private static final Member NOBODYS = member("bank.eu", "");
  private static final Sight OF_A = new Sight(new Reach(false, Set.of("a")));

  private static Member member(String name, String team) {
    return new Member(new NodeName(name), team, name.replace('.', '-') + "::1220ab");
  }

  @Test void a_migration_is_seen_by_whoever_has_a_participant_in_it() {
    assertThat(OF_A.of(List.of(OURS, THEIRS))).satisfies(v -> assertThat(v.seen()).isTrue()).satisfies(v -> assertThat(v.whole()).isFalse());
    assertThat(OF_A.of(List.of(OURS)).whole()).isTrue();
    assertThat(OF_A.of(List.of(THEIRS, NOBODYS)).seen()).isFalse();
    assertThat(OF_A.of(List.of()).seen()).as("one that nobody planned").isFalse();
    assertThat(OF_A.of(List.of()).whole()).isFalse();
    assertThat(Sight.EVERYTHING.of(List.of()).whole()).isTrue();
  }

  @Test void what_is_nobodys_is_anothers() {
    var view = OF_A.of(List.of(OURS, NOBODYS));

    assertThat(view.names(NOBODYS.name())).isFalse();
    assertThat(view.names(OURS.name()) && view.names(NodeName.DOMAINS) && view.names("")).isTrue();
    assertThat(view.whole()).isFalse();
  }

  @Test void others_are_taken_out_of_a_text_by_name_and_by_id_and_the_own_ones_stay() {
    var view = OF_A.of(List.of(OURS, THEIRS, NOBODYS));

    assertThat(view.told("bank-10 and bank-1, bank.eu. (bank-10::1220ab) \"bank-10\"")).isEqualTo(
        "another team's participant and bank-1, another team's participant. (another team's participant) \"another team's participant\"");
    assertThat(view.told("bank-100 my-bank-10 bank.europe")).as("other words").isEqualTo("bank-100 my-bank-10 bank.europe");
    assertThat(OF_A.of(List.of()).told("a text")).isEqualTo("a text");
  }
}
