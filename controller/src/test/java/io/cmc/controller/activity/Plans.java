// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.activity;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.PlanHash;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.journey.Phase;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.SourceDomain;
import io.cmc.plan.TargetDomain;
import io.cmc.plan.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Plans that a service would keep, and variations of them. */
public final class Plans {

  /** Of every plan here; what it really is does not matter to the core. */
  public static final PlanHash HASH = new PlanHash("ab".repeat(32));
  private static final String[] NAMES = {"alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"};

  private Plans() {}

  public static MigrationPlan of(ClosingStrategy closing, int participants) {
    var source = new SourceDomain(new SynchronizerAlias("olddomain"), new SynchronizerId("olddomain::" + Samples.FINGERPRINT), 4,
        Optional.of(new Endpoint("domains.example", 5001, Optional.empty(), Optional.empty())), Optional.empty(), BackupStrategy.PG_DUMP);
    var target = new TargetDomain(new SynchronizerAlias("newdomain-1"), new SynchronizerId("newdomain::" + Samples.FINGERPRINT), 5,
        List.of("http://domains.example:6000"), Optional.empty(),
        Optional.of(new Endpoint("domains.example", 6001, Optional.empty(), Optional.empty())));
    return new MigrationPlan(Samples.MIGRATION, source, target, IntStream.range(0, participants).mapToObj(Plans::participant).toList(),
        closing, Verification.DEFAULT, Set.of(), Pace.DEFAULT, Duration.ZERO, Optional.empty(), false);
  }

  public static NodeName name(int index) {
    return new NodeName(index < NAMES.length ? NAMES[index] : "node%04d".formatted(index));
  }

  private static ParticipantPlan participant(int index) {
    var name = name(index);
    return new ParticipantPlan(name, new NodeUid(name + "::" + Samples.FINGERPRINT), "team-" + index % 3,
        new Endpoint(name + ".example", 5012, Optional.empty(), Optional.empty()), Optional.empty(),
        Optional.of(new Database("db.example", 5432, name.value(), "canton", Optional.empty())), BackupStrategy.PG_DUMP);
  }

  public static MigrationPlan gatesBefore(MigrationPlan p, Phase... phases) {
    return new MigrationPlan(p.migration(), p.source(), p.target(), p.participants(), p.closing(), p.verification(), Set.of(phases), p.pace(),
        p.soak(), p.backupFolder(), p.keepSource());
  }

  public static MigrationPlan soaking(MigrationPlan p, Duration soak) {
    return new MigrationPlan(p.migration(), p.source(), p.target(), p.participants(), p.closing(), p.verification(), p.holdBefore(), p.pace(),
        soak, p.backupFolder(), p.keepSource());
  }

  public static MigrationPlan keepingSource(MigrationPlan p) {
    return new MigrationPlan(p.migration(), p.source(), p.target(), p.participants(), p.closing(), p.verification(), p.holdBefore(), p.pace(),
        p.soak(), p.backupFolder(), true);
  }

  public static MigrationPlan from(MigrationPlan p, SourceDomain source) {
    return new MigrationPlan(p.migration(), source, p.target(), p.participants(), p.closing(), p.verification(), p.holdBefore(), p.pace(),
        p.soak(), p.backupFolder(), p.keepSource());
  }

  public static MigrationPlan to(MigrationPlan p, TargetDomain target) {
    return new MigrationPlan(p.migration(), p.source(), target, p.participants(), p.closing(), p.verification(), p.holdBefore(), p.pace(),
        p.soak(), p.backupFolder(), p.keepSource());
  }

  public static MigrationPlan with(MigrationPlan p, List<ParticipantPlan> participants) {
    return new MigrationPlan(p.migration(), p.source(), p.target(), participants, p.closing(), p.verification(), p.holdBefore(), p.pace(),
        p.soak(), p.backupFolder(), p.keepSource());
  }

  public static MigrationPlan named(MigrationPlan p, MigrationId name) {
    return new MigrationPlan(name, p.source(), p.target(), p.participants(), p.closing(), p.verification(), p.holdBefore(), p.pace(),
        p.soak(), p.backupFolder(), p.keepSource());
  }

  /** The plan names the source's database, so it is backed up last. */
  public static MigrationPlan sourceDatabase(MigrationPlan p, BackupStrategy backup) {
    var s = p.source();
    return from(p, new SourceDomain(s.alias(), s.id(), s.protocolVersion(), s.admin(),
        Optional.of(new Database("db.example", 5432, "olddomain", "canton", Optional.empty())), backup));
  }

  public static MigrationPlan confirmedBackups(MigrationPlan p) {
    return with(p, p.participants().stream().map(a -> new ParticipantPlan(a.name(), a.uid(), a.team(), a.admin(), a.ledger(),
        Optional.empty(), BackupStrategy.CONFIRM)).toList());
  }
}
