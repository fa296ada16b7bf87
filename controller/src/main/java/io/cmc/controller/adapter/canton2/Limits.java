// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc;
import com.google.protobuf.Empty;
import io.cmc.proof.ResourceLimits;
import java.util.Optional;

/** A participant's limits: negative on the wire is "none", and an absent number is 0, which stops everything (docs/canton.md). */
final class Limits {

  private static final int NONE = -1;

  private Limits() {}

  static ResourceLimits read(Link link) {
    var call = Call.read(ResourceManagementServiceGrpc.getGetResourceLimitsMethod(), Empty.getDefaultInstance(), link.deadlines().own());
    return link.ask(call,
        wire -> new ResourceLimits(limit(wire.getMaxDirtyRequests()), limit(wire.getMaxRate()), wire.getMaxBurstFactor()));
  }

  static void write(Link link, ResourceLimits limits) {
    var wire = com.digitalasset.canton.participant.admin.v0.ResourceLimits.newBuilder()
        .setMaxDirtyRequests(limits.maxDirtyRequests().orElse(NONE)).setMaxRate(limits.maxRate().orElse(NONE))
        .setMaxBurstFactor(limits.maxBurstFactor()).build();
    link.tell(Call.change(ResourceManagementServiceGrpc.getUpdateResourceLimitsMethod(), wire, link.deadlines().own()));
  }

  private static Optional<Integer> limit(int wire) {
    return wire < 0 ? Optional.empty() : Optional.of(wire);
  }
}
