// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.digitalasset.canton.participant.admin.v0.DisconnectDomainResponse;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ListConnectedDomainsResponse;
import com.digitalasset.canton.topology.admin.v0.GetIdResponse;
import com.digitalasset.canton.topology.admin.v0.InitializationServiceGrpc;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.rejection.ProblemCode;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PinningTest extends Networked {

  @Test void a_call_for_one_node_never_reaches_another() throws Exception {
    try (var node = ScriptedNode.named(BRAVO)) {
      node.answers(DomainConnectivityServiceGrpc.getDisconnectDomainMethod(), DisconnectDomainResponse.getDefaultInstance());

      var trouble = trouble(() -> alfa(node).disconnect(OLD_ALIAS));

      assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.WRONG_NODE);
      assertThat(trouble.problem().expected()).contains(ALFA);
      assertThat(trouble.problem().found()).isEqualTo(BRAVO);
      assertThat(node.received(DomainConnectivityServiceGrpc.getDisconnectDomainMethod())).isEmpty();
    }
  }

  @Test void a_node_is_asked_who_it_is_once_for_each_connection() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(DomainConnectivityServiceGrpc.getListConnectedDomainsMethod(), ListConnectedDomainsResponse.getDefaultInstance());
      alfa(node).connected();
      var asked = node.received(InitializationServiceGrpc.getGetIdMethod()).size();

      for (int i = 0; i < 5; i++) alfa(node).connected();

      assertThat(node.received(InitializationServiceGrpc.getGetIdMethod())).hasSize(asked);
    }
  }

  @Test void several_first_calls_at_the_same_time_ask_once_who_answers() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(DomainConnectivityServiceGrpc.getListConnectedDomainsMethod(), ListConnectedDomainsResponse.getDefaultInstance());
      node.hangs(InitializationServiceGrpc.getGetIdMethod());
      var callers = Stream.generate(() -> new FutureTask<>(() -> alfa(node).connected())).limit(8).toList();
      var threads = callers.stream().map(caller -> Thread.ofPlatform().start(caller)).toList();
      await().atMost(Duration.ofSeconds(20)).until(() -> threads.stream().allMatch(PinningTest::waitsToKnow));

      answer(node.waiting());

      for (var caller : callers) assertThat(caller.get(20, TimeUnit.SECONDS)).isEmpty();
      assertThat(node.received(InitializationServiceGrpc.getGetIdMethod())).hasSize(1);
    }
  }

  @Test void what_keeps_a_node_from_saying_who_it_is_is_told_to_all_who_asked_and_the_next_asks_again() throws Exception {
    try (var node = ScriptedNode.named(ALFA)) {
      node.answers(DomainConnectivityServiceGrpc.getListConnectedDomainsMethod(), ListConnectedDomainsResponse.getDefaultInstance());
      node.hangs(InitializationServiceGrpc.getGetIdMethod());
      var callers = Stream.generate(() -> new FutureTask<>(() -> trouble(() -> alfa(node).connected()))).limit(4).toList();
      var threads = callers.stream().map(caller -> Thread.ofPlatform().start(caller)).toList();
      await().atMost(Duration.ofSeconds(20)).until(() -> threads.stream().allMatch(PinningTest::waitsToKnow));

      node.waiting().onError(Status.PERMISSION_DENIED.asRuntimeException());

      for (var caller : callers) assertThat(caller.get(20, TimeUnit.SECONDS).problem().code()).isEqualTo(ProblemCode.NOT_AUTHORISED);
      node.called(ALFA);
      assertThat(alfa(node).connected()).isEmpty();
    }
  }

  private static boolean waitsToKnow(Thread thread) {
    return Stream.of(thread.getStackTrace()).anyMatch(frame -> frame.getClassName().endsWith(".Line") && frame.getMethodName().equals("known"));
  }

  @SuppressWarnings("unchecked")
  private static void answer(StreamObserver<?> call) {
    var waiting = (StreamObserver<GetIdResponse>) call;
    waiting.onNext(GetIdResponse.newBuilder().setInitialized(true).setUniqueIdentifier(ALFA).build());
    waiting.onCompleted();
  }

  /** Repeated, since the moment at which the lost connection is noticed differs: a call on its way then is lost, and made again. */
  @RepeatedTest(20) void another_node_that_comes_up_at_the_address_is_noticed() throws Exception {
    var first = ScriptedNode.named(ALFA);
    first.answers(DomainConnectivityServiceGrpc.getListConnectedDomainsMethod(), ListConnectedDomainsResponse.getDefaultInstance());
    var participant = alfa(first);
    participant.connected();
    first.close();
    try (var second = ScriptedNode.named(BRAVO, first.port())) {
      second.answers(DomainConnectivityServiceGrpc.getDisconnectDomainMethod(), DisconnectDomainResponse.getDefaultInstance());

      var trouble = trouble(() -> participant.disconnect(OLD_ALIAS));
      if (trouble.problem().code() == ProblemCode.NODE_UNREACHABLE) trouble = trouble(() -> participant.disconnect(OLD_ALIAS));

      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.WRONG_NODE);
      assertThat(second.received(DomainConnectivityServiceGrpc.getDisconnectDomainMethod())).isEmpty();
    }
  }

  @Test void a_node_without_an_identity_is_waited_for() throws Exception {
    try (var node = ScriptedNode.bare()) {
      node.answers(InitializationServiceGrpc.getGetIdMethod(), GetIdResponse.getDefaultInstance());

      var trouble = trouble(() -> alfa(node).connected());

      assertThat(trouble.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_NOT_INITIALIZED);
    }
  }

  @Test void an_address_whose_node_is_not_known_yet_takes_whoever_answers() throws Exception {
    try (var node = ScriptedNode.named(BRAVO)) {
      node.answers(DomainConnectivityServiceGrpc.getListConnectedDomainsMethod(), ListConnectedDomainsResponse.getDefaultInstance());

      assertThat(nodes.unknownParticipant(node.endpoint()).connected()).isEmpty();
    }
  }

  @Test void an_identity_that_cannot_be_one_is_a_strange_answer() throws Exception {
    try (var node = ScriptedNode.named("nonsense")) {
      node.answers(DomainConnectivityServiceGrpc.getListConnectedDomainsMethod(), ListConnectedDomainsResponse.getDefaultInstance());

      var trouble = trouble(() -> nodes.unknownParticipant(node.endpoint()).connected());

      assertThat(trouble.problem().code()).isEqualTo(ProblemCode.NODE_STRANGE_ANSWER);
    }
  }
}
