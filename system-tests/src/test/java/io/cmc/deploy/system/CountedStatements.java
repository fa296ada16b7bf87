// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Stands before the service's database and counts what pieces of durable work execute there, and the commands that they send, by the text of
 * the statement; a batch is one. What loops do again and again depends on the time that passes and is left out.
 */
final class CountedStatements implements BeanPostProcessor {

  private static final Pattern AT_WORK = Pattern.compile("work-\\d+");

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  Map<String, Long> counts() {
    var now = new TreeMap<String, Long>();
    counts.forEach((sql, count) -> now.put(sql, count.sum()));
    return now;
  }

  @Override public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof DataSource database ? new Counting(database) : bean;
  }

  private final class Counting extends DelegatingDataSource {

    Counting(DataSource database) {
      super(database);
    }

    @Override public Connection getConnection() throws SQLException {
      var connection = super.getConnection();
      return proxy(Connection.class, (p, method, given) -> {
        var result = call(() -> method.invoke(connection, given));
        return result instanceof Statement statement ? counting(statement, given != null && given[0] instanceof String sql ? sql : "") : result;
      });
    }
  }

  private Object counting(Statement statement, String prepared) {
    var type = statement instanceof CallableStatement ? CallableStatement.class : statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
    return proxy(type, (p, method, given) -> {
      if (method.getName().startsWith("execute")) count(given != null && given[0] instanceof String sql ? sql : prepared);
      return call(() -> method.invoke(statement, given));
    });
  }

  private void count(String sql) {
    if (AT_WORK.matcher(Thread.currentThread().getName()).matches()) counts.computeIfAbsent(sql, s -> new LongAdder()).increment();
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(CountedStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private interface Deed {
    Object run() throws ReflectiveOperationException;
  }

  private static Object call(Deed deed) throws Throwable {
    try {
      return deed.run();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
