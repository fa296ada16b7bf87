// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.id.MigrationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

class LiveFoldTest {

  private static final long MISFIT = 13;

  private final ReadSide readSide = ReadSide.create();
  private final Generations generations = readSide.bean(Generations.class);
  private final Set<String> unfit = new HashSet<>();

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

  @Test void an_event_that_does_not_fit_because_a_rebuild_removed_the_rows_is_folded_over_the_new_ones() {
    transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(t -> {
      var fold = fold();
      fold.take(held(7));

      transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult(rebuild -> replaced());

      fold.take(held(8));
      assertThat(fold.held()).containsExactly("over 2", "7", "8");
    });
  }

  @Test void an_event_that_does_not_fit_is_put_aside_before_a_rebuild_takes_over_and_forgets_it() {
    var transaction = transaction(TransactionDefinition.PROPAGATION_REQUIRED);
    transaction.executeWithoutResult(t -> {
      var fold = fold();

      assertThatThrownBy(() -> fold.take(held(MISFIT))).hasMessage("does not fit");

      assertThat(rebuildMayTakeOver()).as("before what was put aside is committed").isFalse();
      fold.take(held(8));
      assertThat(fold.held()).containsExactly("over 1", "8");
    });
    assertThat(rebuildMayTakeOver()).isTrue();
  }

  @Test void nothing_is_written_where_what_was_taken_does_not_fit_the_new_rows() {
    transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(t -> {
      var fold = fold();
      fold.take(held(1));
      unfit.add("over 2");

      transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult(rebuild -> replaced());

      assertThatThrownBy(() -> fold.take(held(2))).hasMessage("does not fit");
      assertThatThrownBy(fold::held).as("else the first event would be lost").hasMessage("does not fit");
    });
  }

  private LiveFold<List<String>> fold() {
    return new LiveFold<>(generations, "status", g -> new ArrayList<>(List.of("over " + g)), this::add);
  }

  private void add(List<String> rows, Happened happened) {
    if (happened.position() == MISFIT || unfit.contains(rows.getFirst())) throw new IllegalStateException("does not fit");
    rows.add("" + happened.position());
  }

  private void replaced() {
    unfit.add("over " + generations.live("status")); // its rows are removed
    generations.makeLive("status", generations.takeNext("status"), 0);
  }

  private boolean rebuildMayTakeOver() {
    return !CompletableFuture.supplyAsync(() -> readSide.sql().queryForList("select 1 from read_model where name = 'status' for update skip locked"))
        .join().isEmpty();
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
