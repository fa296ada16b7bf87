// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.daml.ledger.api.v1.Identifier;
import com.daml.ledger.api.v1.Record;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.sim.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LateConfirmationTest {

  private static final Duration EACH = Duration.ofSeconds(2);
  private static final Identifier NOTE = Identifier.newBuilder().setPackageId("notes").setModuleName("Main").setEntityName("Note").build();

  @Test
  void a_confirmation_that_comes_after_the_domain_saw_the_time_pass_approves_nothing() {
    try (var network = Network.builder(ThrowawayServer.newDatabase()).sharedDatabase().participants(2).contracts(1).limits("participantA", Limits.NONE)
        .domainTimeouts(EACH, EACH, EACH).start()) {
      var domain = network.source();
      var a = network.participant("participantA").process();
      var b = network.participant("participantB");
      b.freeze();
      var verdict = a.ledger().submit(Command.create(NOTE, network.participant("participantA").spec().parties().subList(0, 1),
          b.spec().parties().subList(0, 1), Record.getDefaultInstance()));
      await(() -> a.dirtyRequests() == 1);
      var decided = Instant.now().plus(EACH).plus(EACH);
      var request = a.requests().dirtyRequests(domain.id()).getFirst();
      domain.freeze();
      await(() -> domain.time().isAfter(decided));

      b.thaw();
      domain.confirm(request, b.spec().uid().toString());
      domain.thaw();

      assertThatThrownBy(() -> verdict.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
          .hasMessageContaining("sufficient confirmations within the expected timeframe");
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).until(condition);
  }
}
