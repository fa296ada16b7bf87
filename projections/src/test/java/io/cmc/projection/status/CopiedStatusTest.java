// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.plan.ClosingStrategy;
import io.cmc.projection.Generations;
import io.cmc.projection.RandomHistory;
import io.cmc.projection.ReadSide;
import io.cmc.projection.SamplePlan;
import io.cmc.projection.replay.Replay;
import io.cmc.store.read.SealedEventReader;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CopiedStatusTest {

  /** More than one page of a rebuild. */
  private static final int EVENTS = 2_500;

  private final ReadSide readSide = ReadSide.create();

  @AfterEach void close() {
    readSide.close();
  }

  @Test void whether_rows_leave_memory_early_or_late_they_are_those_of_the_live_status() {
    var last = readSide.append(RandomHistory.longerThan(EVENTS, RandomHistory.random("CopiedStatusTest"), 6, 12));
    readSide.goLive();
    readSide.awaitLive(last);
    var live = readSide.contents();

    for (int remembered : new int[] {0, 20, StatusBatch.REMEMBERED}) {
      replay(remembered).rebuild(StatusModel.NAME, p -> { });
      assertThat(readSide.contents()).as("with " + remembered + " rows in memory").isEqualTo(live);
    }
  }

  @Test void no_transaction_writes_more_than_a_thousand_rows() {
    var migration = new MigrationId("net-1");
    var names = IntStream.range(0, 2_500).mapToObj(n -> new NodeName("p" + n)).toList();
    var last = readSide.append(List.of(new MigrationPlanned(migration, SamplePlan.of(migration, names, ClosingStrategy.OUTSIDE), SamplePlan.HASH, Instant.EPOCH)));
    readSide.goLive();
    readSide.awaitLive(last);
    var live = readSide.contents();

    for (int remembered : new int[] {20, StatusBatch.REMEMBERED}) {
      replay(remembered).rebuild(StatusModel.NAME, p -> { });
      assertThat(mostOfOneTransaction()).as("with " + remembered + " rows in memory").isLessThanOrEqualTo(1_000);
      assertThat(readSide.contents()).isEqualTo(live);
    }
  }

  private long mostOfOneTransaction() {
    return readSide.sql().queryForObject("select max(n) from (select count(*) n from status_participant group by xmin::text) written", Long.class);
  }

  private Replay replay(int remembered) {
    return new Replay(readSide.bean(SealedEventReader.class), List.of(new StatusModel(readSide.sql(), remembered)), readSide.bean(Generations.class), g -> { },
        new TransactionTemplate(readSide.bean(PlatformTransactionManager.class)));
  }
}
