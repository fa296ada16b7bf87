// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.upgrade;

import io.cmc.controller.port.Nodes;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.TargetDomain;
import io.cmc.sim.Network;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Nodes at other addresses than those that a plan of then has, as if names were resolved anew; all else goes through. */
record Redirect(Network network, Map<Endpoint, Endpoint> addresses) {

  static Nodes of(Nodes nodes, MigrationPlan plan, Network network) {
    var addresses = new HashMap<Endpoint, Endpoint>();
    for (var p : plan.participants()) {
      var site = network.participant(p.name().value()).spec().site();
      addresses.put(p.admin(), at(site.second()));
      p.ledger().ifPresent(ledger -> addresses.put(ledger, at(site.first())));
    }
    plan.source().admin().ifPresent(a -> addresses.put(a, at(network.source().spec().site().second())));
    plan.target().admin().ifPresent(a -> addresses.put(a, at(network.target().spec().site().second())));
    return new Redirect(network, addresses).wrap(Nodes.class, nodes);
  }

  private static Endpoint at(int port) {
    return new Endpoint("127.0.0.1", port, Optional.empty(), Optional.empty());
  }

  private <T> T wrap(Class<T> kind, Object real) {
    return kind.cast(Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, (proxy, method, arguments) -> {
      var sent = arguments == null ? null : Stream.of(arguments).map(this::there).toArray();
      try {
        var answer = method.invoke(real, sent);
        return method.getReturnType().isInterface() && method.getDeclaringClass() == Nodes.class && !(answer instanceof Map)
            ? wrap(method.getReturnType(), answer) : answer;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }));
  }

  private Object there(Object argument) {
    return switch (argument) {
      case Endpoint e -> addresses.getOrDefault(e, e);
      case ParticipantPlan p -> new ParticipantPlan(p.name(), p.uid(), p.team(), addresses.get(p.admin()), p.ledger().map(addresses::get),
          p.database(), p.backup());
      case TargetDomain t -> new TargetDomain(t.alias(), t.id(), t.protocolVersion(), List.of(network.sequencerUrl(Network.TARGET)),
          t.trustCollectionFile(), t.admin().map(addresses::get));
      case null, default -> argument;
    };
  }
}
