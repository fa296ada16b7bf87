// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.id.MigrationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

class LiveFoldTest {

  private final ReadSide readSide = ReadSide.create();
  private final Generations generations = readSide.bean(Generations.class);

  @AfterEach void close() {
    readSide.close();
  }

  @Test void no_event_waits_to_be_sealed_before_something_is_written() {
    transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(t -> {
      var fold = fold();
      fold.take(held(1));
      assertThat(writing()).as("events of later transactions are sealed while this one folds").isFalse();

      assertThat(fold.held()).containsExactly("over 1", "1");

      assertThat(writing()).isTrue();
    });
  }

  @Test void what_was_taken_is_folded_once_more_over_the_rows_that_a_rebuild_brought_in_between() {
    transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(t -> {
      var fold = fold();
      fold.take(held(7));
      fold.take(held(8));

      transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult(rebuild -> replaced());

      assertThat(fold.held()).containsExactly("over 2", "7", "8");
    });
  }

  private LiveFold<List<String>> fold() {
    return new LiveFold<>(generations, "status", g -> new ArrayList<>(List.of("over " + g)), (rows, h) -> rows.add("" + h.position()));
  }

  private void replaced() {
    generations.makeLive("status", generations.takeNext("status"), 0);
  }

  private TransactionTemplate transaction(int propagation) {
    var template = new TransactionTemplate(readSide.bean(PlatformTransactionManager.class));
    template.setPropagationBehavior(propagation);
    return template;
  }

  /** Whether the transaction has a number, and later ones have to wait for it. */
  private boolean writing() {
    return readSide.sql().queryForObject("select pg_current_xact_id_if_assigned() is not null", Boolean.class);
  }

  private static Happened held(long position) {
    return new Happened(position, new MigrationHeld(new MigrationId("net-1"), "", Instant.EPOCH), Map.of());
  }
}
