// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static io.cmc.sim.Admin.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.connection.v30.ApiInfoServiceGrpc;
import com.digitalasset.canton.connection.v30.GetApiInfoRequest;
import com.digitalasset.canton.domain.admin.v0.DomainStatusRequest;
import com.digitalasset.canton.domain.admin.v0.DomainStatusServiceGrpc;
import com.digitalasset.canton.health.admin.v0.GetLastErrorsRequest;
import com.digitalasset.canton.health.admin.v0.ParticipantStatusInfo;
import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusRequest;
import com.digitalasset.canton.participant.admin.v0.ParticipantStatusServiceGrpc;
import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cmc.sim.node.Release;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods that an older release does not have answer gRPC's own UNIMPLEMENTED. */
class ReleasesTest {

  private static final String ABSENT = "UNIMPLEMENTED Method not found: ";

  @ParameterizedTest(name = "{0}: purge {1}, counts {2}, node status {3}")
  @CsvSource({"V2_8, false, false, false", "V2_9_4, true, false, false", "V2_9_7, true, true, false", "V2_10, true, true, true"})
  void each_release_has_its_methods_and_no_others(Release release, boolean purge, boolean counts, boolean nodeStatus) {
    try (var network = Fleet.plan(1).release(release).start()) {
      var admin = new Admin(network, "participantA");
      var channel = network.admin("participantA");
      var newStatus = ParticipantStatusServiceGrpc.newBlockingStub(channel);
      var oldStatus = StatusServiceGrpc.newBlockingStub(channel);
      var domain = DomainStatusServiceGrpc.newBlockingStub(network.admin("olddomain"));
      var info = ApiInfoServiceGrpc.newBlockingStub(network.ledger("participantA"));

      assertThat(refusal(() -> admin.purge("olddomain")).startsWith(ABSENT)).isEqualTo(!purge);
      assertThat(refusal(() -> oldStatus.getLastErrors(GetLastErrorsRequest.getDefaultInstance())).startsWith(ABSENT)).isEqualTo(!purge);
      assertThat(refusal(() -> info.getApiInfo(GetApiInfoRequest.getDefaultInstance())).startsWith(ABSENT)).isEqualTo(!purge);
      assertThat(refusal(() -> admin.inFlight("olddomain")).startsWith(ABSENT)).isEqualTo(!counts);
      assertThat(refusal(() -> newStatus.participantStatus(ParticipantStatusRequest.getDefaultInstance())).startsWith(ABSENT)).isEqualTo(!nodeStatus);
      assertThat(refusal(() -> domain.domainStatus(DomainStatusRequest.getDefaultInstance())).startsWith(ABSENT)).isEqualTo(!nodeStatus);
      assertThat(connectedDomain(oldStatus)).isEqualTo(network.source().id());
    }
  }

  /** From the old status, in the bytes that every release fills. */
  private static String connectedDomain(StatusServiceGrpc.StatusServiceBlockingStub status) {
    try {
      return ParticipantStatusInfo.parseFrom(status.status(Empty.getDefaultInstance()).getSuccess().getExtra()).getConnectedDomains(0).getDomain();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
