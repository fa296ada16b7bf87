// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.controller.port.Attendant;
import io.cmc.controller.port.Backups;
import io.cmc.controller.port.DomainEntrance;
import io.cmc.controller.port.Gatekeeper;
import io.cmc.controller.port.DomainNode;
import io.cmc.controller.port.LedgerNode;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.function.Supplier;

/** Ports of a model's world that one thread at a time may use. The world is asked for at each call, as histories follow one another. */
final class Turns {

  private final ModelTime time;

  Turns(ModelTime time) {
    this.time = time;
  }

  Nodes nodes(Supplier<Nodes> real) {
    return port(Nodes.class, real);
  }

  Backups backups(Supplier<Backups> real) {
    return port(Backups.class, real);
  }

  Attendant attendant(Supplier<Attendant> real) {
    return port(Attendant.class, real);
  }

  Gatekeeper gatekeeper(Supplier<Gatekeeper> real) {
    return port(Gatekeeper.class, real);
  }

  private <T> T port(Class<T> type, Supplier<T> real) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
        (proxy, method, args) -> inTurn(time.alone(() -> call(method, real.get(), args)))));
  }

  private Object inTurn(Object answer) {
    return switch (answer) {
      case ParticipantNode n -> port(ParticipantNode.class, () -> n);
      case LedgerNode n -> port(LedgerNode.class, () -> n);
      case DomainNode n -> port(DomainNode.class, () -> n);
      case DomainEntrance n -> port(DomainEntrance.class, () -> n);
      case null, default -> answer;
    };
  }

  private static Object call(Method method, Object real, Object[] args) {
    try {
      method.setAccessible(true);
      return method.invoke(real, args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException r) throw r;
      throw new UndeclaredThrowableException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
