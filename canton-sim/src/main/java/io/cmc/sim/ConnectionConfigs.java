// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import com.digitalasset.canton.domain.api.v0.SequencerConnection;
import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.digitalasset.canton.time.admin.v0.DomainTimeTrackerConfig;
import com.digitalasset.canton.time.admin.v0.TimeProofRequestConfig;
import com.google.protobuf.util.Durations;
import java.util.List;

/** Connection configurations with everything that a node insists on. */
final class ConnectionConfigs {

  private ConnectionConfigs() {}

  static DomainConnectionConfig plain(String alias, List<String> urls) {
    var connection = SequencerConnection.newBuilder().setGrpc(SequencerConnection.Grpc.newBuilder().addAllConnections(urls));
    return DomainConnectionConfig.newBuilder().setDomainAlias(alias).addSequencerConnections(connection).setTimeTracker(tracker())
        .setSequencerTrustThreshold(1).build();
  }

  private static DomainTimeTrackerConfig tracker() {
    return DomainTimeTrackerConfig.newBuilder().setObservationLatency(Durations.fromMillis(250)).setPatienceDuration(Durations.fromMillis(500))
        .setMinObservationDuration(Durations.fromHours(24)).setTimeProofRequest(TimeProofRequestConfig.newBuilder()
            .setInitialRetryDelay(Durations.fromMillis(200)).setMaxRetryDelay(Durations.fromSeconds(5)).setMaxSequencingDelay(Durations.fromSeconds(10)))
        .build();
  }
}
