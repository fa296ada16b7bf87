// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.digitalasset.canton.domain.api.v0.GetServiceAgreementResponse;
import com.digitalasset.canton.domain.api.v0.SequencerConnect.GetDomainId;
import com.digitalasset.canton.domain.api.v0.SequencerConnect.GetDomainParameters;
import com.digitalasset.canton.domain.api.v0.SequencerConnectServiceGrpc;
import com.digitalasset.canton.protocol.v0.ServiceAgreement;
import com.digitalasset.canton.protocol.v1.StaticDomainParameters;
import io.cmc.controller.port.DomainEntrance.Facts;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.id.SynchronizerId;
import io.cmc.rejection.ProblemCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntranceTest extends Networked {

  @Test void a_domain_tells_everybody_its_id_version_key_mode_and_agreement() throws Exception {
    try (var one = sequencer(NEW, 7, true); var two = sequencer(NEW, 7, true)) {
      assertThat(nodes.entrance(target(one.url(), two.url())).facts()).isEqualTo(new Facts(NEW, 7, true, ""));

      one.answers(SequencerConnectServiceGrpc.getGetServiceAgreementMethod(),
          GetServiceAgreementResponse.newBuilder().setAgreement(ServiceAgreement.newBuilder().setId("terms-1")).build());
      assertThat(nodes.entrance(one.url(), Optional.empty()).facts().agreement()).isEqualTo("terms-1");
    }
  }

  @Test void a_protocol_version_3_domain_is_understood() throws Exception {
    try (var one = sequencer(OLD, 5, true)) {
      one.answers(SequencerConnectServiceGrpc.getGetDomainParametersMethod(), GetDomainParameters.Response.newBuilder()
          .setParametersV0(com.digitalasset.canton.protocol.v0.StaticDomainParameters.newBuilder().setProtocolVersion("3.0.0")).build());

      assertThat(nodes.entrance(one.url(), Optional.empty()).facts()).isEqualTo(new Facts(OLD, 3, false, ""));
    }
  }

  @Test void addresses_that_lead_to_different_domains_are_refused() throws Exception {
    try (var one = sequencer(NEW, 7, true); var two = sequencer(OLD, 7, true)) {
      var trouble = trouble(() -> nodes.entrance(target(one.url(), two.url())).facts());

      assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.TARGET_ID_DIFFERS);
      assertThat(trouble.problem().expected()).contains(NEW.value());
      assertThat(trouble.problem().found()).contains(OLD.value(), two.url());
    }
  }

  @Test void sequencers_of_one_domain_that_disagree_otherwise_are_strange() throws Exception {
    try (var one = sequencer(NEW, 7, true); var two = sequencer(NEW, 5, true)) {
      assertThat(trouble(() -> nodes.entrance(target(one.url(), two.url())).facts()).problem().code())
          .isEqualTo(ProblemCode.NODE_STRANGE_ANSWER);
    }
  }

  @Test void a_target_that_is_down_is_named_as_such() throws Exception {
    var gone = sequencer(NEW, 7, true);
    gone.close();

    var trouble = trouble(() -> nodes.entrance(target(gone.url())).facts());

    assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.TARGET_UNREACHABLE);
    assertThat(trouble.problem().expected()).contains(gone.url());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:5003", "nonsense", "http://", "http://host:99999", "http://user@host:1", "http://host:1/x", ""})
  void an_address_that_is_none_is_refused_before_anything_is_sent(String url) {
    var trouble = trouble(() -> nodes.entrance(url, Optional.empty()).facts());

    assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.TARGET_UNREACHABLE);
  }

  @ParameterizedTest
  @CsvSource({"5,5", "5.0.0,5", "34.1,34"})
  void a_version_is_its_first_number(String text, int version) {
    assertThat(CantonEntrance.version(text)).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "five", "5-dev", "99999999999"})
  void anything_else_is_no_version(String text) {
    assertThatThrownBy(() -> CantonEntrance.version(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static ScriptedNode sequencer(SynchronizerId id, int version, boolean uniqueKeys) throws Exception {
    return answering(ScriptedNode.bare(), id, version, uniqueKeys);
  }

  static ScriptedNode answering(ScriptedNode node, SynchronizerId id, int version, boolean uniqueKeys) {
    return node.answers(SequencerConnectServiceGrpc.getGetDomainIdMethod(), GetDomainId.Response.newBuilder().setDomainId(id.value()).build())
        .answers(SequencerConnectServiceGrpc.getGetDomainParametersMethod(), GetDomainParameters.Response.newBuilder()
            .setParametersV1(StaticDomainParameters.newBuilder().setProtocolVersion(version).setUniqueContractKeys(uniqueKeys)).build())
        .answers(SequencerConnectServiceGrpc.getGetServiceAgreementMethod(), GetServiceAgreementResponse.getDefaultInstance());
  }
}
