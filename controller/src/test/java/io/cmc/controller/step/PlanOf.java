// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.SourceDomain;
import io.cmc.plan.TargetDomain;
import io.cmc.plan.Tls;
import io.cmc.plan.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A plan that fits a network, with what a test wants otherwise. */
public final class PlanOf {

  private final FakeNetwork network;

  public ClosingStrategy closing = ClosingStrategy.PARTICIPANT_LIMITS;
  public BackupStrategy backup = BackupStrategy.PG_DUMP;
  public boolean databases = true;
  public boolean ledgers = true;
  public boolean sourceAdmin = true;
  public boolean targetAdmin = true;
  public BackupStrategy sourceBackup = BackupStrategy.PG_DUMP;
  public int sourceVersion = 4;
  public int targetVersion = 5;
  public SynchronizerId sourceId;
  public SynchronizerId targetId;
  /** Absent: what is spoken to without TLS. */
  public Optional<Tls> tls = Optional.of(new Tls(Optional.empty(), Optional.empty(), Optional.empty()));
  public String sequencer = "https://new:5003";
  public String databaseHost = "db";
  /** Participants that were excluded. */
  public List<String> aside = List.of();
  public Duration drainLimit = Duration.ofMinutes(30);

  public PlanOf(FakeNetwork network) {
    this.network = network;
    this.sourceId = network.source.id;
    this.targetId = network.target.id;
  }

  public MigrationPlan plan() {
    var source = new SourceDomain(new SynchronizerAlias("olddomain"), sourceId, sourceVersion,
        Optional.of(reached(network.source.admin())).filter(a -> sourceAdmin), database("olddomain"), sourceBackup);
    var target = new TargetDomain(new SynchronizerAlias("newdomain"), targetId, targetVersion, List.of(sequencer),
        Optional.empty(), Optional.of(reached(network.target.admin())).filter(a -> targetAdmin));
    var pace = new Pace(32, 2, 1, 5, Duration.ofMinutes(30), drainLimit);
    var participants = network.participants.keySet().stream().map(name -> new ParticipantPlan(name, network.uid(name.value()), "team",
        new Endpoint(name.value(), 5006, tls, Optional.empty()), ledger(name.value()), database(name.value()), backup)).toList();
    var all = new MigrationPlan(new MigrationId("net-7"), source, target, participants, closing, Verification.DEFAULT, Set.of(), pace,
        Duration.ZERO, Optional.empty(), false);
    for (var name : aside) all = all.without(new NodeName(name));
    return all;
  }

  private Endpoint reached(Endpoint plainly) {
    return new Endpoint(plainly.host(), plainly.port(), tls, plainly.token());
  }

  private Optional<Endpoint> ledger(String host) {
    return Optional.of(new Endpoint(host, 5005, tls, Optional.empty())).filter(l -> ledgers);
  }

  private Optional<Database> database(String name) {
    return Optional.of(new Database(databaseHost, 5432, name, "canton", Optional.empty(), tls)).filter(d -> databases);
  }
}
