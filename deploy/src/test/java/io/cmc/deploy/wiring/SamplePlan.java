// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.wiring;

import io.cmc.access.Actor;
import io.cmc.access.OrderContext;
import io.cmc.command.PlanMigration;
import io.cmc.command.StartMigration;
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

/** Orders about a migration whose nodes nobody runs: what is tried here is the service itself. */
record SamplePlan(String name, List<String> participants) {

  private static final PlanHash HASH = new PlanHash("cd".repeat(32));
  private static final String FINGERPRINT = "1220" + "ab".repeat(32);

  SamplePlan(String name, String participant) {
    this(name, List.of(participant));
  }

  PlanMigration plan(String key) {
    return new PlanMigration(id(), document(), HASH, by(key));
  }

  StartMigration start(String key) {
    return new StartMigration(id(), HASH, by(key));
  }

  MigrationId id() {
    return new MigrationId(name);
  }

  static OrderContext by(String key) {
    return new OrderContext(new Actor("tester", "tester", Actor.UNAUTHENTICATED), "test", "", key, Instant.now());
  }

  private MigrationPlan document() {
    var source = new SourceDomain(new SynchronizerAlias("olddomain"), new SynchronizerId("olddomain::" + FINGERPRINT), 4, Optional.empty(),
        Optional.empty(), BackupStrategy.CONFIRM);
    var target = new TargetDomain(new SynchronizerAlias("newdomain-" + name), new SynchronizerId("newdomain::" + FINGERPRINT), 5,
        List.of("http://127.0.0.1:1"), Optional.empty(), Optional.empty());
    var all = IntStream.range(0, participants.size()).mapToObj(this::participant).toList();
    return new MigrationPlan(id(), source, target, all, ClosingStrategy.OUTSIDE, Verification.DEFAULT, Set.of(), Pace.DEFAULT,
        Duration.ZERO, Optional.empty(), true);
  }

  /** At an address where nobody is. */
  private ParticipantPlan participant(int n) {
    var nobody = new Endpoint("127.0.0.1", n + 1, Optional.empty(), Optional.empty());
    return new ParticipantPlan(new NodeName(participants.get(n)), new NodeUid(participants.get(n) + "::" + FINGERPRINT), "", nobody, Optional.empty(), Optional.empty(),
        BackupStrategy.CONFIRM);
  }
}
