// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.digitalasset.canton.domain.api.v0.GetServiceAgreementRequest;
import com.digitalasset.canton.domain.api.v0.SequencerConnect;
import com.digitalasset.canton.domain.api.v0.SequencerConnectServiceGrpc;
import com.digitalasset.canton.domain.api.v0.SequencerConnectServiceGrpc.SequencerConnectServiceBlockingStub;
import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.digitalasset.canton.protocol.v0.Handshake;
import io.grpc.ChannelCredentials;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Asks a domain who it is, over its public port, again and again until it answers or the time is over. */
final class SequencerClient {

  private static final Duration PAUSE = Duration.ofMillis(100);
  private final List<Integer> protocolVersions;
  private final Duration atMost;
  private final BooleanSupplier alive;

  SequencerClient(Release release, Duration atMost, BooleanSupplier alive) {
    this.protocolVersions = release.protocolVersions();
    this.atMost = atMost;
    this.alive = alive;
  }

  DomainInfo ask(DomainConnectionConfig config) throws Unreachable {
    var until = Instant.now().plus(atMost);
    while (true) {
      try {
        return askOnce(config, Duration.between(Instant.now(), until));
      } catch (Unreachable e) {
        if (!alive.getAsBoolean()) throw new NodeGone();
        if (e.why() == Unreachable.Why.HANDSHAKE || !Instant.now().plus(PAUSE).isBefore(until)) throw e;
        sleep();
      }
    }
  }

  private DomainInfo askOnce(DomainConnectionConfig config, Duration left) throws Unreachable {
    var last = new Unreachable(Unreachable.Why.NO_ANSWER, "no address is configured");
    for (var url : Configurations.of(config)) {
      try {
        return askAt(url, left);
      } catch (Unreachable e) {
        last = e;
      }
    }
    throw last;
  }

  private DomainInfo askAt(URI url, Duration left) throws Unreachable {
    var channel = channel(url);
    try {
      var domain = SequencerConnectServiceGrpc.newBlockingStub(channel).withDeadlineAfter(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
      // not as a part of the call that made us ask: its caller may be gone, and the work goes on
      return Context.ROOT.wrap(() -> info(domain)).call();
    } catch (StatusRuntimeException e) {
      throw unreachable(e.getStatus());
    } catch (Unreachable | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      channel.shutdownNow();
    }
  }

  private static ManagedChannel channel(URI url) {
    var plain = "http".equals(url.getScheme());
    ChannelCredentials credentials = plain ? InsecureChannelCredentials.create() : TlsChannelCredentials.create();
    return Grpc.newChannelBuilderForAddress(Configurations.host(url), Configurations.port(url), credentials).build();
  }

  private DomainInfo info(SequencerConnectServiceBlockingStub domain) throws Unreachable {
    var id = domain.getDomainId(SequencerConnect.GetDomainId.Request.getDefaultInstance()).getDomainId();
    var offered = Handshake.Request.newBuilder();
    protocolVersions.forEach(v -> offered.addClientProtocolVersions(v.toString()));
    var answer = domain.handshake(offered.build());
    if (answer.hasFailure()) throw new Unreachable(Unreachable.Why.HANDSHAKE, answer.getFailure().getReason());
    var agreement = domain.getServiceAgreement(GetServiceAgreementRequest.getDefaultInstance()).getAgreement().getId();
    return info(id, domain.getDomainParameters(SequencerConnect.GetDomainParameters.Request.getDefaultInstance()), agreement);
  }

  private static DomainInfo info(String id, SequencerConnect.GetDomainParameters.Response answer, String agreement) {
    return switch (answer.getParametersCase()) {
      case PARAMETERS_V0 -> new DomainInfo(id, Integer.parseInt(answer.getParametersV0().getProtocolVersion()),
          answer.getParametersV0().getUniqueContractKeys(), agreement);
      default -> new DomainInfo(id, answer.getParametersV1().getProtocolVersion(),
          answer.getParametersV1().getUniqueContractKeys(), agreement);
    };
  }

  private static Unreachable unreachable(Status status) {
    var silent = status.getCode() == Status.Code.UNAVAILABLE || status.getCode() == Status.Code.DEADLINE_EXCEEDED;
    return new Unreachable(silent ? Unreachable.Why.NO_ANSWER : Unreachable.Why.NOT_A_SEQUENCER, status.toString());
  }

  private static void sleep() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeGone();
    }
  }
}
