// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation;

import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

/** Participants whose answers of one kind are changed on their way. */
final class Lying {

  private Lying() {}

  static <T> Nodes about(Nodes nodes, Class<T> kind, UnaryOperator<T> lie) {
    return wrap(Nodes.class, nodes, answer -> answer instanceof ParticipantNode node ? wrap(ParticipantNode.class, node, a -> kind.isInstance(a)
        ? lie.apply(kind.cast(a)) : a) : answer);
  }

  private static <T> T wrap(Class<T> type, T real, UnaryOperator<Object> change) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> change.apply(call(method, real, args))));
  }

  private static Object call(Method method, Object real, Object[] args) throws Throwable {
    try {
      return method.invoke(real, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
