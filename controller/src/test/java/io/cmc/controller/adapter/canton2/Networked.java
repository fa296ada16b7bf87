// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Endpoint;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.TargetDomain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** Nodes reached over real connections, with deadlines fit for tests. */
abstract class Networked {

  static final String ALFA = "participantA::1220dc6ef739a966fcbf411990504296baede2498ad6394259bf87bc558873c5eecb";
  static final String BRAVO = "participantB::122098b424d2151c87a724393ed6674efa5a8019b003a6ae0a904f49722fd49df9d0";
  static final SynchronizerId OLD = new SynchronizerId("olddomain::122024ede03e041b1f9f41b76ae97f834c9fcb5a878b7b20f64f7810374bc6b99a95");
  static final SynchronizerId NEW = new SynchronizerId("newdomain::12201183ddd15f9850ae49c338b64e2fe16232246cbf9e176534c27de4f55a9be2a1");
  static final SynchronizerAlias OLD_ALIAS = new SynchronizerAlias("olddomain");
  static final SynchronizerAlias NEW_ALIAS = new SynchronizerAlias("newdomain-m1");
  static final Deadlines QUICK = new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5),
      Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(5));

  final GrpcNodes nodes = new GrpcNodes(deadlines(), SecretReader.ofThisProcess());

  Deadlines deadlines() {
    return QUICK;
  }

  @AfterEach void close_connections() {
    nodes.close();
  }

  ParticipantNode alfa(ScriptedNode node) {
    return nodes.participant(plan(ALFA, node.endpoint(), Optional.empty()));
  }

  static ParticipantPlan plan(String uid, Endpoint admin, Optional<Endpoint> ledger) {
    return new ParticipantPlan(new NodeName("alfa"), new NodeUid(uid), "team", admin, ledger, Optional.empty(), BackupStrategy.CONFIRM);
  }

  static TargetDomain target(String... sequencers) {
    return new TargetDomain(NEW_ALIAS, NEW, 7, List.of(sequencers), Optional.empty(), Optional.empty());
  }

  static NodeTrouble trouble(ThrowingCallable call) {
    return catchThrowableOfType(NodeTrouble.class, call);
  }
}
