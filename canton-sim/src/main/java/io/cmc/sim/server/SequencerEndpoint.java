// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.crypto.v0.CryptoKeyFormat;
import com.digitalasset.canton.crypto.v0.EncryptionKeyScheme;
import com.digitalasset.canton.crypto.v0.HashAlgorithm;
import com.digitalasset.canton.crypto.v0.SigningKeyScheme;
import com.digitalasset.canton.crypto.v0.SymmetricKeyScheme;
import com.digitalasset.canton.domain.api.v0.GetServiceAgreementRequest;
import com.digitalasset.canton.domain.api.v0.GetServiceAgreementResponse;
import com.digitalasset.canton.domain.api.v0.SequencerConnect;
import com.digitalasset.canton.domain.api.v0.SequencerConnectServiceGrpc.SequencerConnectServiceImplBase;
import com.digitalasset.canton.protocol.v0.Handshake;
import com.digitalasset.canton.protocol.v0.ServiceAgreement;
import io.cmc.sim.node.Domain;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** What a domain tells anybody on its public port. */
final class SequencerEndpoint extends SequencerConnectServiceImplBase {

  private static final List<SigningKeyScheme> SIGNING = List.of(SigningKeyScheme.Ed25519, SigningKeyScheme.EcDsaP256, SigningKeyScheme.EcDsaP384);
  private static final List<CryptoKeyFormat> FORMATS = List.of(CryptoKeyFormat.Tink, CryptoKeyFormat.Raw, CryptoKeyFormat.Der);
  private final Domain domain;
  private final Replies replies;

  SequencerEndpoint(Domain domain, Replies replies) {
    this.domain = domain;
    this.replies = replies;
  }

  @Override
  public void handshake(Handshake.Request request, StreamObserver<Handshake.Response> caller) {
    replies.answer(caller, () -> {
      var own = domain.spec().protocolVersion();
      var answer = Handshake.Response.newBuilder().setServerProtocolVersion(own + ".0.0");
      var refusal = refusal(request, own);
      if (refusal.isEmpty()) return answer.setSuccess(Handshake.Success.getDefaultInstance()).build();
      return answer.setFailure(Handshake.Failure.newBuilder().setReason(refusal)).build();
    });
  }

  private static String refusal(Handshake.Request request, int own) {
    var offered = request.getClientProtocolVersionsList();
    if (request.hasMinimumProtocolVersion() && major(request.getMinimumProtocolVersion().getValue()) > own) {
      return "The version required by the domain (" + own + ") is lower than the minimum version configured by the participant ("
          + request.getMinimumProtocolVersion().getValue() + "). () ";
    }
    if (offered.stream().anyMatch(v -> major(v) == own)) return "";
    return "The protocol version required by the server (" + own + ") is not among the supported protocol versions by the client Vector("
        + String.join(", ", offered) + "). ";
  }

  /** Versions come as "5" or "5.0.0". */
  private static int major(String version) {
    return Integer.parseInt(version.split("\\.")[0]);
  }

  @Override
  public void getDomainId(SequencerConnect.GetDomainId.Request request, StreamObserver<SequencerConnect.GetDomainId.Response> caller) {
    replies.answer(caller, () -> SequencerConnect.GetDomainId.Response.newBuilder()
        .setDomainId(domain.id()).setSequencerId("SEQ::" + domain.id()).build());
  }

  @Override
  public void getDomainParameters(
      SequencerConnect.GetDomainParameters.Request request, StreamObserver<SequencerConnect.GetDomainParameters.Response> caller) {
    replies.answer(caller, () -> {
      var answer = SequencerConnect.GetDomainParameters.Response.newBuilder();
      return domain.spec().protocolVersion() < 4 ? answer.setParametersV0(v0(domain)).build() : answer.setParametersV1(v1(domain)).build();
    });
  }

  static com.digitalasset.canton.protocol.v0.StaticDomainParameters v0(Domain domain) {
    return com.digitalasset.canton.protocol.v0.StaticDomainParameters.newBuilder()
        .setReconciliationInterval(domain.parameters().getReconciliationInterval())
        .setMaxRatePerParticipant(domain.parameters().getMaxRatePerParticipant())
        .setMaxInboundMessageSize(domain.parameters().getMaxRequestSize())
        .setUniqueContractKeys(domain.spec().rules().uniqueContractKeys())
        .addAllRequiredSigningKeySchemes(SIGNING)
        .addRequiredEncryptionKeySchemes(EncryptionKeyScheme.EciesP256HkdfHmacSha256Aes128Gcm)
        .addRequiredSymmetricKeySchemes(SymmetricKeyScheme.Aes128Gcm).addRequiredHashAlgorithms(HashAlgorithm.Sha256)
        .addAllRequiredCryptoKeyFormats(FORMATS)
        .setProtocolVersion(String.valueOf(domain.spec().protocolVersion())).build();
  }

  static com.digitalasset.canton.protocol.v1.StaticDomainParameters v1(Domain domain) {
    return com.digitalasset.canton.protocol.v1.StaticDomainParameters.newBuilder()
        .setUniqueContractKeys(domain.spec().rules().uniqueContractKeys())
        .addAllRequiredSigningKeySchemes(SIGNING)
        .addRequiredEncryptionKeySchemes(EncryptionKeyScheme.EciesP256HkdfHmacSha256Aes128Gcm)
        .addRequiredSymmetricKeySchemes(SymmetricKeyScheme.Aes128Gcm).addRequiredHashAlgorithms(HashAlgorithm.Sha256)
        .addAllRequiredCryptoKeyFormats(FORMATS)
        .setProtocolVersion(domain.spec().protocolVersion()).build();
  }

  @Override
  public void verifyActive(SequencerConnect.VerifyActive.Request request, StreamObserver<SequencerConnect.VerifyActive.Response> caller) {
    replies.answer(caller, () -> SequencerConnect.VerifyActive.Response.newBuilder()
        .setFailure(SequencerConnect.VerifyActive.Failure.newBuilder().setReason("Unable to find participant id in gRPC context")).build());
  }

  @Override
  public void getServiceAgreement(GetServiceAgreementRequest request, StreamObserver<GetServiceAgreementResponse> caller) {
    replies.answer(caller, () -> {
      var answer = GetServiceAgreementResponse.newBuilder();
      domain.spec().rules().agreement().ifPresent(text -> answer.setAgreement(ServiceAgreement.newBuilder().setId(text).setLegalText(text)));
      return answer.build();
    });
  }
}
