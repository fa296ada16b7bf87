// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import com.google.rpc.Code;
import io.cmc.api.v1.GetPublicationRequest;
import io.cmc.api.v1.ListDeadLettersRequest;
import io.cmc.api.v1.ListDeadLettersResponse;
import io.cmc.api.v1.PublicationGrpc;
import io.cmc.api.v1.PublicationStatus;
import io.cmc.api.v1.RepublishProgress;
import io.cmc.api.v1.RepublishRequest;
import io.cmc.event.OrderEvent.EventsRepublished;
import io.cmc.id.MigrationId;
import io.cmc.projection.letter.LetterQueries;
import io.cmc.projection.publish.KafkaTrouble;
import io.cmc.projection.publish.PublicationBlocked;
import io.cmc.projection.publish.Republication;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.deed.Deeds;
import io.cmc.wire.Caller;
import io.cmc.wire.ProblemMessage;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** How events get to Kafka, and what was put aside on the way, over gRPC. A republication whose client goes away ends. */
public final class PublicationService extends PublicationGrpc.PublicationImplBase {

  private final PublicationView view;
  private final LetterQueries letters;
  private final Optional<Republication> republication;
  private final Deeds deeds;

  /** @param republication empty: no Kafka is configured; @param deeds where each one is written down before it begins */
  public PublicationService(PublicationView view, LetterQueries letters, Optional<Republication> republication, Deeds deeds) {
    this.view = view;
    this.letters = letters;
    this.republication = republication;
    this.deeds = deeds;
  }

  @Override public void getPublication(GetPublicationRequest request, StreamObserver<PublicationStatus> call) {
    Answering.one(call, view::status);
  }

  @Override public void listDeadLetters(ListDeadLettersRequest request, StreamObserver<ListDeadLettersResponse> call) {
    Answering.one(call, () -> {
      var answer = ListDeadLettersResponse.newBuilder();
      letters.list(request.getMigration()).forEach(l -> answer.addLetters(LetterMessage.of(l)));
      return answer.build();
    });
  }

  @Override public void republish(RepublishRequest request, StreamObserver<RepublishProgress> observer) {
    var call = (ServerCallStreamObserver<RepublishProgress>) observer;
    Answering.guarded(call, () -> {
      republish(request, call);
      call.onCompleted();
    });
  }

  private void republish(RepublishRequest request, ServerCallStreamObserver<RepublishProgress> call) {
    if (request.getTo().isBlank()) throw Answering.argument("a topic", "none");
    if (request.getFrom() < 1) throw Answering.argument("a position from 1", request.getFrom());
    try {
      republication.orElseThrow(PublicationService::off).run(request.getTo(), request.getFrom(), () -> writeDown(request), progress -> tell(progress, call));
    } catch (PublicationBlocked e) {
      throw ProblemMessage.refusal(Code.FAILED_PRECONDITION, e.problem(), "");
    } catch (KafkaException e) {
      throw ProblemMessage.refusal(Code.UNAVAILABLE, KafkaTrouble.problem(e), "");
    }
  }

  private void writeDown(RepublishRequest request) {
    deeds.write("Republish", Caller.current(), at -> new EventsRepublished(MigrationId.SERVICE, request.getTo(), request.getFrom(), at));
  }

  private static RuntimeException off() {
    return ProblemMessage.refusal(Code.FAILED_PRECONDITION, Problem.of(ProblemCode.NOT_PUBLISHING, "an address of Kafka", "none"), "");
  }

  private static void tell(Republication.Progress progress, ServerCallStreamObserver<RepublishProgress> call) {
    if (call.isCancelled()) throw Status.CANCELLED.withDescription("nobody waits for the republication any more").asRuntimeException();
    call.onNext(RepublishProgress.newBuilder().setPosition(progress.position()).setLastPosition(progress.last()).setComplete(progress.complete()).build());
  }
}
