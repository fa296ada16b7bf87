// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is written beside events is there with them, in order, or not at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WritesTest {

  private TestDatabase database;
  private Writes writes;

  @BeforeAll void tables() {
    database = TestDatabase.create();
  }

  @BeforeEach void nothing_is_written() {
    database.emptied();
    writes = new Writes(database.end());
  }

  @Test void outside_a_transaction_it_is_written_at_once() {
    park("alfa");

    assertThat(parked()).containsExactly("alfa");
  }

  @Test void in_a_transaction_all_of_it_is_written_in_order_at_the_end() {
    database.transaction().executeWithoutResult(status -> {
      park("alfa");
      park("bravo");
      writes.sql("delete from parked_step where migration = :migration and node in (:nodes)").param("migration", "m").param("nodes", List.of("alfa", "bravo")).update();
      park("bravo");
      park("charlie");
      assertThat(parked()).as("before it ends").isEmpty();
    });

    assertThat(parked()).containsExactly("bravo", "charlie");
  }

  @Test void what_is_undone_leaves_nothing_for_the_next() {
    database.transaction().executeWithoutResult(status -> {
      park("alfa");
      status.setRollbackOnly();
    });
    database.transaction().executeWithoutResult(status -> park("bravo"));

    assertThat(parked()).containsExactly("bravo");
  }

  @Test void what_cannot_be_written_takes_the_transaction_with_it() {
    park("bravo");

    assertThatThrownBy(() -> database.transaction().executeWithoutResult(status -> {
      database.db().sql("insert into migration_control (migration) values ('m')").update();
      park("alfa");
      park("bravo");
      park("charlie");
    })).isInstanceOf(DuplicateKeyException.class);

    assertThat(parked()).containsExactly("bravo");
    assertThat(database.db().sql("select count(*) from migration_control").query(Integer.class).single()).isZero();
  }

  @Test void a_transaction_within_another_has_its_own() {
    var own = new TransactionTemplate(database.transaction().getTransactionManager());
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

    database.transaction().executeWithoutResult(status -> {
      park("alfa");
      own.executeWithoutResult(inner -> park("bravo"));
      assertThat(parked()).containsExactly("bravo");
      park("charlie");
    });

    assertThat(parked()).containsExactly("alfa", "bravo", "charlie");
  }

  @Test void what_comes_too_late_is_refused_and_not_lost() {
    assertThatThrownBy(() -> database.transaction().executeWithoutResult(status -> {
      park("alfa");
      TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
        @Override public void beforeCommit(boolean readOnly) {
          park("bravo");
        }
      });
    })).isInstanceOf(IllegalStateException.class).hasMessageContaining("too late");

    assertThat(parked()).isEmpty();
  }

  private void park(String node) {
    writes.sql("insert into parked_step (migration, node) values (:migration, :node)").param("migration", "m").param("node", node).update();
  }

  private List<String> parked() {
    return database.db().sql("select node from parked_step order by node").query(String.class).list();
  }
}
