// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.domain.api.v0.SequencerConnection;
import com.digitalasset.canton.health.admin.v0.GetLastErrorTraceResponse;
import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.digitalasset.canton.participant.admin.v0.MigrateDomainResponse;
import com.digitalasset.canton.participant.admin.v0.ParticipantRepairServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.PurgeDeactivatedDomainResponse;
import com.digitalasset.canton.participant.admin.v0.ResourceLimits;
import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc;
import com.google.protobuf.Duration;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode.DomainState;
import io.cmc.plan.TargetDomain;
import io.cmc.rejection.ProblemCode;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveTest extends Networked {

  private static final MethodDescriptor<com.digitalasset.canton.participant.admin.v0.MigrateDomainRequest, MigrateDomainResponse> MIGRATE =
      ParticipantRepairServiceGrpc.getMigrateDomainMethod();
  private static final String REFUSED = "SYNC_SERVICE_DOMAIN_STATUS_MUST_BE_INACTIVE(9,128ea484): Domain 'x' has status %s and therefore cannot be purged.";

  @TempDir Path folder;

  @Test void the_call_says_everything_that_canton_needs_and_nothing_dangerous() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(MIGRATE, MigrateDomainResponse.getDefaultInstance());

      alfa(node).migrate(OLD_ALIAS, target("http://one:5003", "http://two:5003"));

      var sent = node.received(MIGRATE).getFirst();
      assertThat(sent.getSourceAlias()).isEqualTo("olddomain");
      assertThat(sent.hasForce()).isFalse();
      assertConfig(sent.getTargetDomainConnectionConfig());
    }
  }

  private static void assertConfig(DomainConnectionConfig config) {
    assertThat(config.getDomainAlias()).isEqualTo(NEW_ALIAS.value());
    assertThat(config.getDomainId()).isEqualTo(NEW.value());
    assertThat(config.getManualConnect()).isTrue();
    assertThat(config.getSequencerTrustThreshold()).isEqualTo(1);
    assertThat(config.getSequencerConnectionsList()).containsExactly(SequencerConnection.newBuilder().setAlias("DefaultSequencer")
        .setGrpc(SequencerConnection.Grpc.newBuilder().addConnections("http://one:5003").addConnections("http://two:5003")).build());
    var times = config.getTimeTracker();
    assertThat(List.of(times.getObservationLatency(), times.getPatienceDuration(), times.getMinObservationDuration(),
        times.getTimeProofRequest().getInitialRetryDelay(), times.getTimeProofRequest().getMaxRetryDelay(),
        times.getTimeProofRequest().getMaxSequencingDelay())).containsExactly(millis(250), millis(500), millis(86_400_000), millis(200),
        millis(5_000), millis(10_000));
    assertThat(times.hasObservationLatency() && times.hasPatienceDuration() && times.hasMinObservationDuration()
        && times.getTimeProofRequest().hasMaxSequencingDelay()).isTrue();
  }

  @Test void a_secure_target_takes_its_trust_along() throws Exception {
    var pem = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----");
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(MIGRATE, MigrateDomainResponse.getDefaultInstance());

      alfa(node).migrate(OLD_ALIAS, new TargetDomain(NEW_ALIAS, NEW, 7, List.of("https://one:5003"), Optional.of(pem.toString()), Optional.empty()));

      var grpc = node.received(MIGRATE).getFirst().getTargetDomainConnectionConfig().getSequencerConnections(0).getGrpc();
      assertThat(grpc.getTransportSecurity()).isTrue();
      assertThat(grpc.getCustomTrustCertificates().getValue().toStringUtf8()).isEqualTo("-----BEGIN CERTIFICATE-----");
    }
  }

  @ParameterizedTest
  @CsvSource({"'127.0.0.1:5003',''", "'http://one:5003','https://two:5003'", "'http://one:5003/path',''", "'ftp://one:5003',''"})
  void an_unusable_target_address_never_reaches_the_node(String first, String second) throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(MIGRATE, MigrateDomainResponse.getDefaultInstance());
      var target = second.isEmpty() ? target(first) : target(first, second);

      var trouble = trouble(() -> alfa(node).migrate(OLD_ALIAS, target));

      assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.MOVE_REFUSED);
      assertThat(node.received(MIGRATE)).isEmpty();
    }
  }

  @Test void no_deadline_of_ours_ends_the_move() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(MIGRATE, MigrateDomainResponse.getDefaultInstance())
          .answers(ResourceManagementServiceGrpc.getGetResourceLimitsMethod(), ResourceLimits.getDefaultInstance());
      var timeout = Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);

      alfa(node).migrate(OLD_ALIAS, target("http://one:5003"));
      alfa(node).limits();

      assertThat(node.calls(MIGRATE).getFirst().headers().get(timeout)).isNull();
      assertThat(node.calls(ResourceManagementServiceGrpc.getGetResourceLimitsMethod()).getFirst().headers().get(timeout)).isNotNull();
    }
  }

  @Test void a_node_that_dies_in_the_middle_leaves_the_outcome_unknown() throws Exception {
    var node = ScriptedNode.named(ALFA).hangs(MIGRATE);
    var participant = alfa(node);
    var running = CompletableFuture.supplyAsync(() -> trouble(() -> participant.migrate(OLD_ALIAS, target("http://one:5003"))));
    node.waiting();

    node.close();

    var trouble = running.get(10, TimeUnit.SECONDS);
    assertThat(trouble.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.MOVE_UNRESOLVED);
  }

  @Test void a_node_that_is_down_was_not_asked() throws Exception {
    var node = ScriptedNode.named(ALFA);
    var participant = alfa(node);
    node.close();

    var trouble = trouble(() -> participant.migrate(OLD_ALIAS, target("http://one:5003")));

    assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_UNREACHABLE);
  }

  @Test void interrupting_the_caller_leaves_the_connection_usable() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.hangs(MIGRATE).answers(ResourceManagementServiceGrpc.getGetResourceLimitsMethod(), ResourceLimits.getDefaultInstance());
      var participant = alfa(node);
      var outcome = new CompletableFuture<NodeTrouble>();
      var interrupted = new CompletableFuture<Boolean>();
      var caller = Thread.ofVirtual().start(() -> {
        outcome.complete(trouble(() -> participant.migrate(OLD_ALIAS, target("http://one:5003"))));
        interrupted.complete(Thread.currentThread().isInterrupted());
      });
      node.waiting();

      caller.interrupt();

      assertThat(outcome.get(10, TimeUnit.SECONDS).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
      assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(participant.limits().closed()).isTrue();
    }
  }

  @Test void an_interrupted_thread_begins_nothing() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(MIGRATE, MigrateDomainResponse.getDefaultInstance());
      var participant = alfa(node);

      Thread.currentThread().interrupt();
      var trouble = trouble(() -> participant.migrate(OLD_ALIAS, target("http://one:5003")));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(node.received(MIGRATE)).isEmpty();
    }
  }

  @Test void what_a_node_keeps_from_its_answer_is_fetched_from_its_log() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.refuses(MIGRATE, Status.CANCELLED.withDescription(
          "An error occurred. Please contact the operator and inquire about the request 3adc1a90 with tid 3adc1a9053eb4f7e6ee32b363d11f4bb"));
      node.computes(StatusServiceGrpc.getGetErrorTraceMethod(), request -> GetLastErrorTraceResponse.newBuilder()
          .addMessages("trace " + request.getTraceId()).addMessages("BROKEN_DOMAIN_MIGRATION: topology\nnot dispatched").build());

      var trouble = trouble(() -> alfa(node).migrate(OLD_ALIAS, target("http://one:5003")));

      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.HALF_MOVED);
      assertThat(trouble.problem().found())
          .endsWith("the node's log says: trace 3adc1a9053eb4f7e6ee32b363d11f4bb | BROKEN_DOMAIN_MIGRATION: topology not dispatched");
    }
  }

  @Test void a_log_that_cannot_be_had_changes_nothing() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.refuses(MIGRATE, Status.CANCELLED.withDescription(
          "An error occurred. Please contact the operator and inquire about the request 3adc1a90 with tid 3adc1a9053eb4f7e6ee32b363d11f4bb"));

      assertThat(trouble(() -> alfa(node).migrate(OLD_ALIAS, target("http://one:5003"))).problem().code()).isEqualTo(ProblemCode.HALF_MOVED);
    }
  }

  @ParameterizedTest
  @CsvSource({"Active,ACTIVE", "Vacating,VACATING", "MigratingTo,MIGRATING_TO"})
  void the_refusal_to_purge_names_the_state_of_a_domain(String status, DomainState state) throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.refuses(ParticipantRepairServiceGrpc.getPurgeDeactivatedDomainMethod(),
          Status.FAILED_PRECONDITION.withDescription(REFUSED.formatted(status)));

      assertThat(alfa(node).probe(OLD_ALIAS)).isEqualTo(state);
    }
  }

  @Test void the_rest_of_the_states_follow_from_the_kind_of_answer() throws Exception {
    var purge = ParticipantRepairServiceGrpc.getPurgeDeactivatedDomainMethod();
    try (var node = ScriptedNode.named(ALFA)) {
      assertThat(alfa(node).probe(OLD_ALIAS)).isEqualTo(DomainState.NOT_ASKABLE);
      node.answers(purge, PurgeDeactivatedDomainResponse.getDefaultInstance());
      assertThat(alfa(node).probe(OLD_ALIAS)).isEqualTo(DomainState.INACTIVE);
      node.refuses(purge, Status.NOT_FOUND.withDescription("SYNC_SERVICE_UNKNOWN_DOMAIN(11,0): The domain with alias x is unknown."));
      assertThat(alfa(node).probe(OLD_ALIAS)).isEqualTo(DomainState.UNKNOWN);
      node.refuses(purge, Status.FAILED_PRECONDITION.withDescription(REFUSED.formatted("Purple")));
      assertThat(trouble(() -> alfa(node).probe(OLD_ALIAS)).problem().code()).isEqualTo(ProblemCode.NODE_STRANGE_ANSWER);
      node.refuses(purge, Status.UNAVAILABLE);
      assertThat(trouble(() -> alfa(node).probe(OLD_ALIAS)).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
    }
  }

  private static Duration millis(long millis) {
    return Duration.newBuilder().setSeconds(millis / 1000).setNanos((int) (millis % 1000) * 1_000_000).build();
  }
}
