// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.id.NodeName;
import org.junit.jupiter.api.Test;

class NodeNameTest {

  @Test void the_two_domains_together_have_a_name_that_no_participant_can_have() {
    assertThat(NodeName.DOMAINS.isDomains()).isTrue();
    assertThat(new NodeName("@domains")).isEqualTo(NodeName.DOMAINS);
    assertThat(new NodeName("domains").isDomains()).isFalse();
  }
}
