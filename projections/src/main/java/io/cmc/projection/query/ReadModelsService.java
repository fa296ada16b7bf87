// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.ReadModelsGrpc;
import io.cmc.api.v1.ReplayProgress;
import io.cmc.api.v1.ReplayRequest;
import io.cmc.projection.replay.Replay;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** Upkeep of the read side over gRPC. A replay whose client goes away ends, and readers keep the old rows. */
public final class ReadModelsService extends ReadModelsGrpc.ReadModelsImplBase {

  private final Replay replay;

  public ReadModelsService(Replay replay) {
    this.replay = replay;
  }

  @Override public void replay(ReplayRequest request, StreamObserver<ReplayProgress> observer) {
    var call = (ServerCallStreamObserver<ReplayProgress>) observer;
    Answering.guarded(call, () -> {
      models(request.getReadModel()).forEach(model -> rebuild(model, call));
      call.onCompleted();
    });
  }

  private void rebuild(String model, ServerCallStreamObserver<ReplayProgress> call) {
    try {
      replay.rebuild(model, progress -> tell(progress, call));
    } catch (Replay.Overtaken e) {
      throw Answering.overtaken(e.getMessage());
    }
  }

  private static void tell(Replay.Progress progress, ServerCallStreamObserver<ReplayProgress> call) {
    if (call.isCancelled()) throw Status.CANCELLED.withDescription("nobody waits for the replay any more").asRuntimeException();
    call.onNext(ReplayProgress.newBuilder().setReadModel(progress.model()).setPosition(progress.position())
        .setLastPosition(progress.last()).setComplete(progress.complete()).build());
  }

  private List<String> models(String asked) {
    if (asked.isEmpty()) return replay.models();
    if (!replay.models().contains(asked)) throw Answering.argument("one of " + replay.models() + " or nothing for all", asked);
    return List.of(asked);
  }
}
