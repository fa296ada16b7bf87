// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.SourceLeft;
import io.cmc.event.MigrationEvent.GateReleased;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Phase;
import io.cmc.plan.ClosingStrategy;
import io.cmc.projection.Generations;
import io.cmc.projection.Happened;
import io.cmc.projection.ReadSide;
import io.cmc.projection.SamplePlan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class StatusBatchTest {

  private static final Instant AT = Instant.parse("2026-03-07T06:00:00Z");
  private static final MigrationId ONE = new MigrationId("net-1");
  private static final MigrationId TWO = new MigrationId("net-2");

  private final ReadSide readSide = ReadSide.create();
  private final StatusTables tables = new StatusTables(readSide.sql());

  @AfterEach void close() {
    readSide.close();
  }

  @Test void dead_letters_that_are_taken_in_the_middle_of_a_batch_are_in_the_rows_that_the_batch_writes() {
    var last = readSide.append(List.of(planned(ONE), planned(TWO), new SourceLeft(ONE, new NodeName("nobody"), AT), new MigrationHeld(ONE, "", AT)));
    readSide.goLive();
    readSide.awaitLive(last);
    mend();
    var later = new GateReleased(ONE, Phase.MOVE_CONTRACTS, AT);

    inTransaction(() -> {
      var batch = new StatusBatch(tables, readSide.bean(Generations.class).live(StatusModel.NAME));
      batch.expect(List.of(new MigrationHeld(TWO, "", AT), later));
      batch.take(new Happened(last + 1, new MigrationHeld(TWO, "", AT), Map.of()));
      CompletableFuture.runAsync(this::takeLetters).join();
      batch.take(new Happened(last + 2, later, Map.of()));
      batch.flush();
    });

    assertThat(row(ONE).asOf()).isEqualTo(last + 2);
    assertThat(row(ONE).state()).as("it was held by an event that had been put aside").isEqualTo(State.HELD);
  }

  private void takeLetters() {
    readSide.axon().eventProcessingConfiguration().sequencedDeadLetterProcessor(StatusModel.NAME).orElseThrow().processAny();
    assertThat(readSide.sql().queryForObject("select count(*) from dead_letter_entry", Long.class)).isZero();
  }

  private void mend() {
    readSide.sql().update("""
        insert into status_participant select generation, migration, 'nobody', as_of, position, activity, jsonb_set(detail, '{name}', '"nobody"')
        from status_participant where participant = 'alfa' and migration = 'net-1'""");
  }

  private void inTransaction(Runnable work) {
    new TransactionTemplate(readSide.bean(PlatformTransactionManager.class)).executeWithoutResult(t -> work.run());
  }

  private MigrationRow row(MigrationId migration) {
    return tables.migration(readSide.bean(Generations.class).live(StatusModel.NAME), migration).orElseThrow();
  }

  private static Event planned(MigrationId m) {
    return new MigrationPlanned(m, SamplePlan.of(m, List.of(new NodeName("alfa")), ClosingStrategy.OUTSIDE), SamplePlan.HASH, AT);
  }
}
