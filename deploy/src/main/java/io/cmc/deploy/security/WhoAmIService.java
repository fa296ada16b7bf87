// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import io.cmc.access.Actor;
import io.cmc.access.Grant;
import io.cmc.api.v1.AccessGrpc;
import io.cmc.api.v1.GrantedRole;
import io.cmc.api.v1.WhoAmIRequest;
import io.cmc.api.v1.WhoAmIResponse;
import io.cmc.wire.Caller;
import io.grpc.stub.StreamObserver;
import java.util.Comparator;
import java.util.Locale;

/** Tells callers who they are here. */
final class WhoAmIService extends AccessGrpc.AccessImplBase {

  private static final Comparator<Grant> ORDER = Comparator.comparing(Grant::role).thenComparing(grant -> grant.team().orElse(""));

  @Override public void whoAmI(WhoAmIRequest request, StreamObserver<WhoAmIResponse> observer) {
    observer.onNext(answer(Caller.current()));
    observer.onCompleted();
  }

  private static WhoAmIResponse answer(Actor caller) {
    return WhoAmIResponse.newBuilder().setSubject(caller.subject()).setName(caller.name()).setAuthentication(caller.authentication())
        .addAllRoles(caller.grants().all().stream().sorted(ORDER).map(WhoAmIService::role).toList()).build();
  }

  private static GrantedRole role(Grant grant) {
    return GrantedRole.newBuilder().setRole(grant.role().name().toLowerCase(Locale.ROOT)).setTeam(grant.team().orElse("")).build();
  }
}
