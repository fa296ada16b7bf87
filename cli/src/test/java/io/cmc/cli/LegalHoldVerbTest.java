// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.cmc.api.v1.LegalHold;
import io.cmc.api.v1.LegalHoldOrder;
import io.cmc.api.v1.ListLegalHoldsResponse;
import io.cmc.cli.problem.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LegalHoldVerbTest {

  private final FakeService service = FakeService.start();

  @AfterEach void stop() {
    service.close();
  }

  @Test void what_is_held_is_listed_with_its_reason() {
    service.holds = _ -> ListLegalHoldsResponse.newBuilder().addHolds(LegalHold.newBuilder().setHeld("net-eu-7").setReason("case 4711")
        .setSince(Timestamp.newBuilder().setSeconds(1_772_884_800))).build();

    assertThat(Terminal.of(service).run("legal-hold").out()).contains("HELD", "net-eu-7", "2026-03-07", "case 4711");
    assertThat(Terminal.of(service).run("legal-hold", "list", "-q").out()).isEqualToIgnoringNewLines("net-eu-7");
  }

  @Test void setting_and_lifting_name_what_and_why() {
    Terminal.of(service).run("legal-hold", "set", "net-eu-7", "--reason", "case 4711");
    assertThat(service.methods).containsExactly("set");
    var order = service.only(LegalHoldOrder.class);
    assertThat(order.getHeld() + " " + order.getContext().getReason()).isEqualTo("net-eu-7 case 4711");

    Terminal.of(service).run("legal-hold", "lift", "p-0123456789abcdef", "--reason", "closed");
    assertThat(service.methods).containsExactly("set", "lift");
    assertThat(Terminal.of(service).run("legal-hold", "lift", "net-eu-7").exit).isEqualTo(ExitCode.USAGE.number());
  }
}
