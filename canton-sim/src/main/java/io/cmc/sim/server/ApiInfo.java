// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.connection.v30.ApiInfoServiceGrpc.ApiInfoServiceImplBase;
import com.digitalasset.canton.connection.v30.GetApiInfoRequest;
import com.digitalasset.canton.connection.v30.GetApiInfoResponse;
import io.cmc.sim.node.Release;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** Tells which port of a node one is talking to, on releases that know. */
final class ApiInfo extends ApiInfoServiceImplBase {

  static final String ADMIN = "admin-api";
  static final String LEDGER = "ledger-api";
  static final String PUBLIC = "sequencer-public-api";
  private final String name;

  private ApiInfo(String name) {
    this.name = name;
  }

  static List<ServerServiceDefinition> ofRelease(Release release, String name) {
    return release.has(Release.Feature.API_INFO) ? List.of(new ApiInfo(name).bindService()) : List.of();
  }

  @Override
  public void getApiInfo(GetApiInfoRequest request, StreamObserver<GetApiInfoResponse> caller) {
    caller.onNext(GetApiInfoResponse.newBuilder().setName(name).build());
    caller.onCompleted();
  }
}
