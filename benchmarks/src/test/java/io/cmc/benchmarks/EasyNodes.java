// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.port.ParticipantNode.Configured;
import io.cmc.controller.port.ParticipantNode.Connected;
import io.cmc.id.NodeName;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.ParticipantPlan;
import io.cmc.proof.ResourceLimits;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Participants that answer at once and know of limits and one domain: what is measured with them is the controller alone. */
final class EasyNodes {

  private static final ResourceLimits OPEN = new ResourceLimits(Optional.of(500), Optional.of(200), 0.5);
  private static final SynchronizerAlias SOURCE = new SynchronizerAlias("olddomain");
  private static final List<Configured> CONFIGURED = List.of(new Configured(SOURCE, false, true, List.of("http://127.0.0.1:1")));
  private static final List<Connected> CONNECTED = List.of(new Connected(SOURCE, new SynchronizerId("olddomain::1220" + "ab".repeat(32)), true));

  private final Map<NodeName, ResourceLimits> limits = new ConcurrentHashMap<>();

  Nodes nodes() {
    return proxy(Nodes.class, (method, given) -> switch (method) {
      case "participant" -> participant(((ParticipantPlan) given[0]).name());
      case "certificates" -> Map.of();
      default -> throw new IllegalStateException("nobody asks for " + method);
    });
  }

  private ParticipantNode participant(NodeName name) {
    return proxy(ParticipantNode.class, (method, given) -> switch (method) {
      case "isSilent" -> false;
      case "limits" -> limits.getOrDefault(name, OPEN);
      case "setLimits" -> limits.put(name, (ResourceLimits) given[0]);
      case "configured" -> CONFIGURED;
      case "connected" -> CONNECTED;
      default -> throw new IllegalStateException("nobody asks for " + method);
    });
  }

  private interface Answer {
    Object to(String method, Object[] given);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(Proxy.newProxyInstance(EasyNodes.class.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> switch (method.getName()) {
      case "toString" -> type.getSimpleName();
      case "hashCode" -> System.identityHashCode(self);
      case "equals" -> self == given[0];
      default -> answer.to(method.getName(), given);
    }));
  }
}
