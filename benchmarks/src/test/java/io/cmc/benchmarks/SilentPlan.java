// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import io.cmc.access.Actor;
import io.cmc.access.OrderContext;
import io.cmc.command.PlanMigration;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.PlanHash;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.SourceDomain;
import io.cmc.plan.TargetDomain;
import io.cmc.plan.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A migration of participants p1, p2 and so on, whose nodes nobody runs: for benchmarks that send commands themselves. */
record SilentPlan(MigrationId id, int participants) {

  private static final String FINGERPRINT = "1220" + "ab".repeat(32);

  PlanMigration order() {
    var by = new OrderContext(new Actor("benchmark", "benchmark", Actor.UNAUTHENTICATED), "benchmark", "", "plan-" + id, Instant.now());
    return new PlanMigration(id, document(), new PlanHash("cd".repeat(32)), by);
  }

  private MigrationPlan document() {
    var source = new SourceDomain(new SynchronizerAlias("olddomain"), new SynchronizerId("olddomain::" + FINGERPRINT), 4, Optional.empty(),
        Optional.empty(), BackupStrategy.CONFIRM);
    var target = new TargetDomain(new SynchronizerAlias("newdomain-" + id), new SynchronizerId("newdomain::" + FINGERPRINT), 5,
        List.of("http://127.0.0.1:1"), Optional.empty(), Optional.empty());
    var all = IntStream.rangeClosed(1, participants).mapToObj(SilentPlan::participant).toList();
    return new MigrationPlan(id, source, target, all, ClosingStrategy.OUTSIDE, Verification.DEFAULT, Set.of(), Pace.DEFAULT, Duration.ZERO,
        Optional.empty(), true);
  }

  private static ParticipantPlan participant(int number) {
    return new ParticipantPlan(new NodeName("p" + number), new NodeUid("p" + number + "::" + FINGERPRINT), "", new Endpoint("127.0.0.1", number, Optional.empty(), Optional.empty()),
        Optional.empty(), Optional.empty(), BackupStrategy.CONFIRM);
  }
}
