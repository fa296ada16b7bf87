// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.cmc.api.v1.AuditEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTreeTest {

  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T05:00:00Z"), ZoneOffset.UTC);

  @Test void what_an_order_set_in_motion_branches_off_and_goes_on_below() {
    var tree = AuditTree.render(List.of(entry(1, "order", "MigrationStarted", ""), entry(2, "e1", "StageBegan", ""), entry(3, "e2", "StepRequested", "alfa"),
        entry(4, "e2", "StepRequested", "bravo"), entry(5, "e4", "StepSucceeded", "bravo"), entry(6, "e3", "StepSucceeded", "alfa"),
        entry(7, "e6", "LimitsLowered", "alfa"), entry(8, "e7", "StageReached", "alfa"), entry(9, "e7", "StepRequested", "alfa")), CLOCK);

    assertThat(tree.replaceAll("2026-11-28 04:00:0\\d\\S*", "T")).isEqualTo("""
        order c-1  Olga (olga)  reason: the night  ticket: CHG-1
        └─ 1  T  MigrationStarted  done: It is so
           ↓ 2  T  StageBegan  done: It is so
           ├─ 3  T  StepRequested alfa  done: It is so
           │  ↓ 6  T  StepSucceeded alfa  done: It is so
           │  ↓ 7  T  LimitsLowered alfa  done: It is so
           │  ├─ 8  T  StageReached alfa  done: It is so
           │  └─ 9  T  StepRequested alfa  done: It is so
           └─ 4  T  StepRequested bravo  done: It is so
              ↓ 5  T  StepSucceeded bravo  done: It is so""");
  }

  @Test void what_came_from_something_that_is_not_here_hangs_on_the_order() {
    var tree = AuditTree.render(List.of(entry(9, "e7", "StepRequested", "alfa"), entry(3, "e2", "StepRequested", "bravo")), CLOCK);

    assertThat(tree.lines()).hasSize(3).satisfies(lines -> {
      assertThat(lines.get(1)).startsWith("├─ 3  ");
      assertThat(lines.get(2)).startsWith("└─ 9  ");
    });
  }

  @Test void a_refusal_is_a_tree_of_one() {
    assertThat(AuditTree.render(List.of(entry(1, "e1", "OrderRefused", "")), CLOCK).lines()).hasSize(2).last().asString().startsWith("└─ 1  ");
  }

  @Test void what_causes_each_other_in_a_circle_is_not_followed_for_ever() {
    var entries = List.of(entry(1, "order", "A", ""), entry(2, "e3", "B", ""), entry(3, "e2", "C", ""));

    assertThat(AuditTree.render(entries, CLOCK).lines()).as("every entry is drawn").hasSize(4);
  }

  @Test void a_chain_of_a_hundred_thousand_is_drawn_at_the_same_depth() {
    var chain = new ArrayList<AuditEntry>();
    for (int i = 1; i <= 100_000; i++) chain.add(entry(i, "e" + (i - 1), "StepRequested", "alfa"));

    var tree = AuditTree.render(chain, CLOCK);

    assertThat(tree.lines()).hasSize(100_001).last().asString().startsWith("   ↓ 100000  ");
  }

  @Test void without_an_entry_that_is_said() {
    assertThat(AuditTree.render(List.of(), CLOCK)).isEqualTo("no entry belongs to this order");
  }

  private static AuditEntry entry(long position, String cause, String kind, String participant) {
    return AuditEntry.newBuilder().setPosition(position).setEventId("e" + position).setCausationId(cause).setCorrelationId("c-1").setKind(kind)
        .setParticipant(participant).setActor("Olga (olga)").setReason("the night").setTicket("CHG-1").setOutcome("done").setSummary("It is so")
        .setAt(Timestamp.newBuilder().setSeconds(Instant.parse("2026-11-28T04:00:00Z").getEpochSecond())).build();
  }
}
