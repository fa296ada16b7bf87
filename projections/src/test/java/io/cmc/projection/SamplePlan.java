// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

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
import io.cmc.plan.Secret;
import io.cmc.plan.SourceDomain;
import io.cmc.plan.TargetDomain;
import io.cmc.plan.Tls;
import io.cmc.plan.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A plan with something in every field. */
public final class SamplePlan {

  public static final PlanHash HASH = new PlanHash("0f".repeat(32));

  private SamplePlan() {}

  public static MigrationPlan of(MigrationId migration, List<NodeName> names, ClosingStrategy closing) {
    var database = new Database("db.example", 5432, "alfa", "canton", Optional.of(new Secret(Secret.Kind.FILE, "/run/secrets/db")));
    var admin = new Endpoint("old.example", 5018, Optional.of(tls()), Optional.of(new Secret(Secret.Kind.ENV, "TOKEN")));
    var source = new SourceDomain(new SynchronizerAlias("olddomain"), new SynchronizerId("old::1220aa"), 4, Optional.of(admin),
        Optional.of(database), BackupStrategy.PG_DUMP);
    var target = new TargetDomain(new SynchronizerAlias("newdomain"), new SynchronizerId("new::1220bb"), 5,
        List.of("https://new.example:5003"), Optional.of("/etc/ca.pem"), Optional.of(admin));
    return new MigrationPlan(migration, source, target, names.stream().map(n -> participant(n, database)).toList(), closing,
        Verification.DEFAULT, Set.of(Phase.MOVE_CONTRACTS), Pace.DEFAULT, Duration.ofHours(2), Optional.of("/var/backups"), false);
  }

  private static ParticipantPlan participant(NodeName name, Database database) {
    return new ParticipantPlan(name, uid(name), "team-" + name, new Endpoint(name + ".example", 5012, Optional.empty(), Optional.empty()),
        Optional.of(new Endpoint(name + ".example", 5011, Optional.empty(), Optional.empty())), Optional.of(database), BackupStrategy.PG_DUMP);
  }

  static NodeUid uid(NodeName name) {
    return new NodeUid(name.value().replace('.', '-') + "::1220cc");
  }

  private static Tls tls() {
    return new Tls(Optional.of("/etc/ca.pem"), Optional.of("/etc/client.pem"), Optional.of("/etc/client.key"));
  }
}
