// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.crash;

import io.cmc.controller.port.Backups;
import io.cmc.controller.port.DomainNode;
import io.cmc.controller.port.Fence;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.wiring.WorkWiring.BackupsByStrategy;
import io.cmc.plan.ParticipantPlan;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts boundaries around what the service stores and calls: every append of events before and after its transaction has committed,
 * every changing call of a port before it and after the node has acted, and the moment between the fence and the call.
 */
final class Observed implements BeanPostProcessor {

  private static final Set<String> CHANGING = Set.of("setLimits", "connect", "disconnect", "setConnectsManually", "migrate", "probe", "ping",
      "setMaxRatePerParticipant", "take", "prove", "restore", "stop", "start");

  private final Boundaries boundaries;

  Observed(Boundaries boundaries) {
    this.boundaries = boundaries;
  }

  @Override public Object postProcessAfterInitialization(Object bean, String name) {
    return switch (bean) {
      case Nodes nodes -> face(Nodes.class, (self, method, args) -> node(invoke(nodes, method, args), args));
      case BackupsByStrategy backups -> new BackupsByStrategy(backups.map().entrySet().stream()
          .collect(Collectors.toMap(e -> e.getKey(), e -> calls(Backups.class, e.getValue(), "database"))));
      case EventStorageEngine engine -> face(EventStorageEngine.class, (self, method, args) -> append(engine, method, args));
      default -> bean;
    };
  }

  private Object node(Object handedOut, Object[] args) {
    return switch (handedOut) {
      case ParticipantNode participant -> calls(ParticipantNode.class, participant, who(args[0]));
      case DomainNode domain -> calls(DomainNode.class, domain, "domain");
      case null, default -> handedOut;
    };
  }

  private static String who(Object plan) {
    return plan instanceof ParticipantPlan p ? p.name().value() : "somebody";
  }

  private <T> T calls(Class<T> port, T real, String whom) {
    return face(port, (self, method, args) -> CHANGING.contains(method.getName()) ? call(real, method, args, whom) : invoke(real, method, args));
  }

  private Object call(Object real, Method method, Object[] args, String whom) throws Throwable {
    var what = method.getName() + " " + whom;
    boundaries.at("before " + what);
    var call = new FutureTask<Object>(() -> invoke(real, method, args));
    try {
      var ask = Fence.carried(Fence::pass);
      return Fence.around(() -> answered(ask, what), () -> done(call)).get();
    } catch (ExecutionException e) {
      throw e.getCause();
    } finally {
      boundaries.at("after " + what);
    }
  }

  private static Future<Object> done(FutureTask<Object> call) {
    call.run();
    return call;
  }

  /** Asks the fence that is there, and stands between its answer and the call. */
  private boolean answered(Callable<Fence.Pass> ask, String what) {
    try {
      ask.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    boundaries.between("fence " + what);
    return true;
  }

  private Object append(EventStorageEngine engine, Method method, Object[] args) throws Throwable {
    var answer = invoke(engine, method, args);
    if (method.getName().equals("appendEvents")) appended(names(args[0]));
    return answer;
  }

  private void appended(String events) {
    boundaries.at("uncommitted " + events);
    if (CurrentUnitOfWork.isStarted()) CurrentUnitOfWork.get().root().afterCommit(unit -> boundaries.at("committed " + events));
    else boundaries.at("committed " + events);
  }

  private static String names(Object events) {
    var all = events instanceof Collection<?> some ? some.stream() : Stream.of((Object[]) events);
    return all.map(e -> ((EventMessage<?>) e).getPayloadType().getSimpleName()).collect(Collectors.joining(","));
  }

  private static Object invoke(Object real, Method method, Object[] args) throws Exception {
    try {
      return method.invoke(real, args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception failure) throw failure;
      throw e;
    }
  }

  private static <T> T face(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(Observed.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
