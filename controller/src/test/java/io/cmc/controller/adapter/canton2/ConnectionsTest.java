// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.domain.api.v0.SequencerConnection;
import com.digitalasset.canton.participant.admin.v0.ConnectDomainResponse;
import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.GetDomainIdResponse;
import com.digitalasset.canton.participant.admin.v0.ListConfiguredDomainsResponse;
import com.digitalasset.canton.participant.admin.v0.ListConnectedDomainsResponse;
import com.digitalasset.canton.participant.admin.v0.ModifyDomainResponse;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.UnknownFieldSet;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode.Configured;
import io.cmc.controller.port.ParticipantNode.Connected;
import io.cmc.rejection.ProblemCode;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionsTest extends Networked {

  private static final DomainConnectionConfig STORED = DomainConnectionConfig.newBuilder().setDomainAlias("olddomain").setPriority(7)
      .addSequencerConnections(SequencerConnection.newBuilder().setGrpc(SequencerConnection.Grpc.newBuilder()
          .addConnections("http://one:5001").addConnections("http://two:5001")))
      .setSequencerTrustThreshold(1)
      // a later release may have added this
      .setUnknownFields(UnknownFieldSet.newBuilder()
          .addField(77, UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8("kept")).build()).build())
      .build();

  @Test void domains_are_listed_as_the_node_has_them() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      configured(node, STORED);
      node.answers(DomainConnectivityServiceGrpc.getListConnectedDomainsMethod(), ListConnectedDomainsResponse.newBuilder()
          .addConnectedDomains(ListConnectedDomainsResponse.Result.newBuilder().setDomainAlias("olddomain").setDomainId(OLD.value())).build());

      assertThat(alfa(node).configured())
          .containsExactly(new Configured(OLD_ALIAS, false, true, List.of("http://one:5001", "http://two:5001")));
      assertThat(alfa(node).connected()).containsExactly(new Connected(OLD_ALIAS, OLD, false));
    }
  }

  @Test void the_certificates_that_a_node_trusts_at_an_address_are_read() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      var grpc = SequencerConnection.Grpc.newBuilder().addConnections("https://three:5001").setCustomTrustCertificates(BytesValue.of(ByteString.copyFromUtf8("pem")));
      configured(node, STORED.toBuilder().addSequencerConnections(SequencerConnection.newBuilder().setGrpc(grpc)).build());

      assertThat(alfa(node).configured().getFirst().trusted()).isEqualTo(Map.of("https://three:5001", "pem"));
    }
  }

  @Test void a_changed_configuration_keeps_everything_else_even_what_we_do_not_know() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      configured(node, STORED);
      node.answers(DomainConnectivityServiceGrpc.getModifyDomainMethod(), ModifyDomainResponse.getDefaultInstance());

      alfa(node).setConnectsManually(OLD_ALIAS, true);

      var sent = node.received(DomainConnectivityServiceGrpc.getModifyDomainMethod()).getFirst().getModify();
      assertThat(sent.toByteString()).isEqualTo(STORED.toBuilder().setManualConnect(true).build().toByteString());
      assertThat(sent.getUnknownFields().hasField(77)).isTrue();
    }
  }

  @Test void a_configuration_that_is_right_already_is_not_written() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      configured(node, STORED);

      alfa(node).setConnectsManually(OLD_ALIAS, false);

      assertThat(node.received(DomainConnectivityServiceGrpc.getModifyDomainMethod())).isEmpty();
    }
  }

  @Test void a_domain_that_is_not_listed_cannot_be_changed() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      configured(node, STORED);

      var trouble = trouble(() -> alfa(node).setConnectsManually(NEW_ALIAS, false));

      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.SOURCE_UNKNOWN);
    }
  }

  @Test void connecting_never_goes_on_in_the_background() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(DomainConnectivityServiceGrpc.getConnectDomainMethod(), ConnectDomainResponse.getDefaultInstance());

      var trouble = trouble(() -> alfa(node).connect(OLD_ALIAS));

      assertThat(node.received(DomainConnectivityServiceGrpc.getConnectDomainMethod()).getFirst().getRetry()).isFalse();
      assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
    }
  }

  @Test void an_unknown_alias_has_no_id_and_a_silent_domain_is_trouble() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(DomainConnectivityServiceGrpc.getGetDomainIdMethod(), GetDomainIdResponse.newBuilder().setDomainId(OLD.value()).build());
      assertThat(alfa(node).idOf(OLD_ALIAS)).contains(OLD);

      node.refuses(DomainConnectivityServiceGrpc.getGetDomainIdMethod(),
          Status.NOT_FOUND.withDescription("SYNC_SERVICE_UNKNOWN_DOMAIN(11,0): The domain with alias nosuch is unknown."));
      assertThat(alfa(node).idOf(OLD_ALIAS)).isEmpty();

      node.refuses(DomainConnectivityServiceGrpc.getGetDomainIdMethod(), Status.DEADLINE_EXCEEDED);
      assertThat(trouble(() -> alfa(node).idOf(OLD_ALIAS)).problem().code()).isEqualTo(ProblemCode.NODE_TIMEOUT);
    }
  }

  private static void configured(ScriptedNode node, DomainConnectionConfig config) {
    node.answers(DomainConnectivityServiceGrpc.getListConfiguredDomainsMethod(), ListConfiguredDomainsResponse.newBuilder()
        .addResults(ListConfiguredDomainsResponse.Result.newBuilder().setConfig(config).setConnected(true)).build());
  }
}
