// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.digitalasset.canton.domain.api.v0.SequencerConnection;
import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.digitalasset.canton.time.admin.v0.DomainTimeTrackerConfig;
import com.digitalasset.canton.time.admin.v0.TimeProofRequestConfig;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Duration;
import io.cmc.plan.TargetDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The target as a participant stores it.
 *
 * <p>All addresses of the plan go into one connection named {@code DefaultSequencer}: for Canton that is one logical sequencer with
 * several front ends, one of which is enough. Several connections would be several logical sequencers that must agree under a trust
 * threshold, and every one of them would have to be up during the move; a plan cannot say that its addresses are of that kind.
 *
 * <p>The domain's id is the participant's only guard against a wrong address. It connects manually, so that a participant that
 * restarts after its move waits for the others.
 */
final class TargetConfig {

  private TargetConfig() {}

  /** @throws IllegalArgumentException for addresses that are none, or that do not agree on TLS */
  static DomainConnectionConfig of(TargetDomain target) throws IOException {
    return DomainConnectionConfig.newBuilder().setDomainAlias(target.alias().value()).setDomainId(target.id().value())
        .addSequencerConnections(SequencerConnection.newBuilder().setAlias("DefaultSequencer").setGrpc(grpc(target)))
        .setSequencerTrustThreshold(1).setManualConnect(true).setTimeTracker(TIMES).build();
  }

  private static SequencerConnection.Grpc grpc(TargetDomain target) throws IOException {
    var secure = secure(target.sequencers());
    var grpc = SequencerConnection.Grpc.newBuilder().addAllConnections(target.sequencers()).setTransportSecurity(secure);
    // without it the participant takes the trust store of its own JVM
    if (secure && target.trustCollectionFile().isPresent()) {
      var pem = Files.readAllBytes(Path.of(target.trustCollectionFile().get()));
      grpc.setCustomTrustCertificates(BytesValue.of(ByteString.copyFrom(pem)));
    }
    return grpc.build();
  }

  private static boolean secure(List<String> urls) {
    var kinds = urls.stream().map(url -> SequencerUrl.of(url).secure()).distinct().toList();
    if (kinds.size() != 1) throw new IllegalArgumentException("sequencers that are all http or all https, found: " + urls);
    return kinds.getFirst();
  }

  /** Canton's defaults; it refuses a configuration that lacks one of them. */
  private static final DomainTimeTrackerConfig TIMES = DomainTimeTrackerConfig.newBuilder()
      .setObservationLatency(millis(250)).setPatienceDuration(millis(500)).setMinObservationDuration(millis(24 * 3_600_000L))
      .setTimeProofRequest(TimeProofRequestConfig.newBuilder()
          .setInitialRetryDelay(millis(200)).setMaxRetryDelay(millis(5_000)).setMaxSequencingDelay(millis(10_000)))
      .build();

  private static Duration millis(long millis) {
    return Duration.newBuilder().setSeconds(millis / 1000).setNanos((int) (millis % 1000) * 1_000_000).build();
  }
}
