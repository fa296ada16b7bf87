// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.journey.Phase;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.Secret;
import io.cmc.plan.SourceDomain;
import io.cmc.plan.TargetDomain;
import io.cmc.plan.Tls;
import io.cmc.plan.Verification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

  private static final ParticipantPlan ALFA = participant("alfa", 5002);
  private static final ParticipantPlan BRAVO = participant("bravo", 5012);
  private final CanonicalJson canonical = new CanonicalJson();

  @Test void a_plan_is_written_as_it_always_was() throws Exception {
    var golden = Files.readString(Path.of("src/test/resources/canonical-plan.json")).strip();

    assertThat(new String(canonical.bytes(plan(ALFA, BRAVO)), StandardCharsets.UTF_8))
        .as("The hash of a kept plan is over these bytes: they may never change.").isEqualTo(golden);
  }

  @Test void the_hash_is_over_those_bytes() {
    assertThat(canonical.hash(plan(ALFA, BRAVO)).value())
        .isEqualTo("b8a1c8776a74831391f6401ccb386b9371c8d3963e721ab444fad309ef8d31d2");
  }

  @Test void the_order_in_which_participants_are_written_does_not_matter() {
    assertThat(canonical.hash(plan(BRAVO, ALFA))).isEqualTo(canonical.hash(plan(ALFA, BRAVO)));
  }

  @Test void another_plan_has_another_hash() {
    assertThat(canonical.hash(plan(ALFA))).isNotEqualTo(canonical.hash(plan(ALFA, BRAVO)));
  }

  private static MigrationPlan plan(ParticipantPlan... participants) {
    var source = new SourceDomain(new SynchronizerAlias("olddomain"), new SynchronizerId("olddomain::1220aa"), 4,
        Optional.of(new Endpoint("old.example", 5019, Optional.empty(), Optional.empty())), Optional.empty(), BackupStrategy.CONFIRM);
    var target = new TargetDomain(new SynchronizerAlias("newdomain"), new SynchronizerId("newdomain::1220bb"), 5,
        List.of("http://new.example:5018"), Optional.empty(), Optional.empty());
    return new MigrationPlan(new MigrationId("net-eu-7"), source, target, List.of(participants), ClosingStrategy.PARTICIPANT_LIMITS,
        Verification.DEFAULT, Set.of(Phase.MOVE_CONTRACTS, Phase.REOPEN), Pace.DEFAULT, Duration.ofHours(36), Optional.of("/b\u00fccher"), true);
  }

  private static ParticipantPlan participant(String name, int port) {
    var tls = new Tls(Optional.of("ca.pem"), Optional.empty(), Optional.empty());
    var admin = new Endpoint(name + ".example", port, Optional.of(tls), Optional.of(new Secret(Secret.Kind.ENV, "TOKEN")));
    return new ParticipantPlan(new NodeName(name), new NodeUid(name + "::1220cc"), "team " + name, admin, Optional.empty(),
        Optional.empty(), BackupStrategy.CONFIRM);
  }
}
