// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Ends the work of an adapter just before one of its statements or tools, as if its process had been killed there: nothing that comes
 * after it, not even what tidies up, reaches the server.
 */
final class Crash extends Error {

  private static final long serialVersionUID = 1L;

  /** Counts statements and tools, and lets nothing through from the given one on. */
  static final class Countdown {

    private final int last;
    private final AtomicInteger done = new AtomicInteger();

    /** @param last how many there may be */
    Countdown(int last) {
      this.last = last;
    }

    boolean reached() {
      return done.get() > last;
    }

    void next() {
      if (done.incrementAndGet() > last) throw new Crash();
    }

    Connection watch(Connection session) {
      return watched(session, sql -> next());
    }

    ToolRunner watch(ToolRunner runner) {
      return (command, environment) -> {
        next();
        var outcome = runner.run(command, environment);
        next();
        return outcome;
      };
    }
  }

  /** @param before is told every statement before it is sent: its text where it is not a prepared one, and {@code commit} */
  static Connection watched(Connection session, Consumer<String> before) {
    return proxy(Connection.class, session, (proxy, method, arguments) -> {
      if (method.getName().equals("commit")) before.accept("commit");
      var result = call(session, method, arguments);
      return switch (result) {
        case PreparedStatement s -> proxy(PreparedStatement.class, s, watched(s, before));
        case Statement s -> proxy(Statement.class, s, watched(s, before));
        case null, default -> result;
      };
    });
  }

  private static InvocationHandler watched(Statement statement, Consumer<String> before) {
    return (proxy, method, arguments) -> {
      if (method.getName().startsWith("execute")) before.accept(arguments == null ? "prepared" : String.valueOf(arguments[0]));
      return call(statement, method, arguments);
    };
  }

  private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, T target, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
