// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.util.Set;

/** Services as older releases have them: without methods that came later. A caller gets gRPC's own UNIMPLEMENTED. */
final class Trimmed {

  private Trimmed() {}

  /** @param keep false to leave the method out */
  static ServerServiceDefinition of(ServerServiceDefinition service, String method, boolean keep) {
    return keep ? service : without(service, Set.of(method));
  }

  static ServerServiceDefinition without(ServerServiceDefinition service, Set<String> methods) {
    var left = ServerServiceDefinition.builder(service.getServiceDescriptor().getName());
    service.getMethods().stream().filter(m -> !methods.contains(m.getMethodDescriptor().getBareMethodName())).forEach(m -> add(left, m));
    return left.build();
  }

  private static <Q, A> void add(ServerServiceDefinition.Builder to, ServerMethodDefinition<Q, A> method) {
    to.addMethod(method);
  }
}
