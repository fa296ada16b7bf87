// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.digitalasset.canton.participant.admin.v0.DisconnectDomainResponse;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ListConnectedDomainsResponse;
import io.cmc.controller.port.Fence;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only who holds the work may change a node, up to the moment at which the call goes out. */
class FencedCallsTest extends Networked {

  private ScriptedNode node;

  @BeforeEach void node() throws Exception {
    node = ScriptedNode.named(ALFA);
    node.answers(DomainConnectivityServiceGrpc.getListConnectedDomainsMethod(), ListConnectedDomainsResponse.getDefaultInstance());
    node.answers(DomainConnectivityServiceGrpc.getDisconnectDomainMethod(), DisconnectDomainResponse.getDefaultInstance());
  }

  @AfterEach void gone() throws Exception {
    node.close();
  }

  @Test void the_fence_is_asked_before_each_changing_call_and_not_for_reading() {
    var asked = new AtomicInteger();

    behind(() -> asked.incrementAndGet() > 0, () -> {
      alfa(node).connected();
      assertThat(asked).hasValue(0);
      alfa(node).disconnect(OLD_ALIAS);
    });

    assertThat(asked).hasPositiveValue();
    assertThat(sent()).isEqualTo(1);
  }

  @Test void who_is_fenced_off_reads_and_sends_nothing_that_changes() {
    behind(() -> false, () -> {
      alfa(node).connected();
      assertThatThrownBy(() -> alfa(node).disconnect(OLD_ALIAS)).isInstanceOf(Fence.Closed.class);
    });

    assertThat(sent()).isZero();
  }

  @Test void who_stood_still_between_the_fence_and_the_call_asks_again_before_anything_is_sent() {
    alfa(node).connected();
    var asked = new AtomicInteger();

    behind(() -> asked.incrementAndGet() == 1 && stoodStill(), () ->
        assertThatThrownBy(() -> alfa(node).disconnect(OLD_ALIAS)).isInstanceOf(Fence.Closed.class));

    assertThat(asked).hasValue(2);
    assertThat(sent()).isZero();
  }

  private static void behind(BooleanSupplier fence, Runnable calls) {
    Fence.around(fence, () -> {
      calls.run();
      return true;
    });
  }

  /** For longer than a pass is good, as a process that the kernel does not run. */
  private static boolean stoodStill() {
    var until = System.nanoTime() + Fence.PASS.plusMillis(10).toNanos();
    while (System.nanoTime() < until) LockSupport.parkNanos(1_000_000);
    return true;
  }

  private int sent() {
    return node.received(DomainConnectivityServiceGrpc.getDisconnectDomainMethod()).size();
  }
}
