// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.topology.admin.v0.GetIdResponse;
import com.digitalasset.canton.topology.admin.v0.InitializationServiceGrpc.InitializationServiceImplBase;
import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.cmc.sim.node.Uid;
import io.grpc.stub.StreamObserver;

final class IdentityService extends InitializationServiceImplBase {

  private final Uid uid;

  IdentityService(Uid uid) {
    this.uid = uid;
  }

  @Override
  public void getId(Empty request, StreamObserver<GetIdResponse> caller) {
    caller.onNext(GetIdResponse.newBuilder().setInitialized(true).setUniqueIdentifier(uid.toString()).setInstance(uid.name()).build());
    caller.onCompleted();
  }

  @Override
  public void currentTime(Empty request, StreamObserver<Timestamp> caller) {
    caller.onNext(Timestamps.fromMillis(System.currentTimeMillis()));
    caller.onCompleted();
  }
}
