// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc;
import com.google.protobuf.Empty;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.proof.ResourceLimits;
import io.cmc.rejection.ProblemCode;
import io.grpc.Status;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class LimitsTest extends Networked {

  @ParameterizedTest
  @CsvSource({"-1,-1,0.5", "-5,200,0.25", "100,-1,0.5", "0,0,0.5", "2147483647,0,1.0"})
  void negative_numbers_are_no_limit_and_zero_is_zero(int dirty, int rate, double burst) throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(ResourceManagementServiceGrpc.getGetResourceLimitsMethod(), wire(dirty, rate, burst));

      var limits = alfa(node).limits();

      assertThat(limits.maxDirtyRequests()).isEqualTo(dirty < 0 ? Optional.empty() : Optional.of(dirty));
      assertThat(limits.maxRate()).isEqualTo(rate < 0 ? Optional.empty() : Optional.of(rate));
      assertThat(limits.maxBurstFactor()).isEqualTo(burst);
    }
  }

  @Test void no_limit_is_sent_as_minus_one_and_all_three_numbers_every_time() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(ResourceManagementServiceGrpc.getUpdateResourceLimitsMethod(), Empty.getDefaultInstance());

      alfa(node).setLimits(new ResourceLimits(Optional.empty(), Optional.of(200), 0.25));
      alfa(node).setLimits(new ResourceLimits(Optional.of(0), Optional.empty(), 0.5));

      assertThat(node.received(ResourceManagementServiceGrpc.getUpdateResourceLimitsMethod()))
          .containsExactly(wire(-1, 200, 0.25), wire(0, -1, 0.5));
    }
  }

  @Test void the_open_source_edition_says_for_good_that_limits_cannot_be_set() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.refuses(ResourceManagementServiceGrpc.getUpdateResourceLimitsMethod(),
          Status.UNIMPLEMENTED.withDescription("This method is unsupported by the Community edition of canton"));

      var trouble = trouble(() -> alfa(node).setLimits(new ResourceLimits(Optional.of(0), Optional.of(0), 0.5)));

      assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.LIMITS_NOT_SETTABLE);
    }
  }

  private static com.digitalasset.canton.participant.admin.v0.ResourceLimits wire(int dirty, int rate, double burst) {
    return com.digitalasset.canton.participant.admin.v0.ResourceLimits.newBuilder()
        .setMaxDirtyRequests(dirty).setMaxRate(rate).setMaxBurstFactor(burst).build();
  }
}
