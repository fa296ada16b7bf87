// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test in or before which anything was logged as a warning or worse that nobody announced. What is logged when all is closed
 * fails the class.
 */
public final class QuietLog implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  /** A template copy cuts the sessions of a database, and the pool of the node whose it is says so. */
  public static final String CUT_SESSIONS = "com.zaxxer.hikari.pool.*(Failed to validate connection|SQLSTATE\\(57P01\\))";

  /** A broker that an earlier test left in this JVM, on a machine that is busy; the service's own settings let its errors through. */
  private static final String SLOW_BROKER = "org.apache.kafka.controller.(EventPerformanceMonitor|ReplicationControlManager.*controller event queue overloaded)";

  private final List<Pattern> expected = new CopyOnWriteArrayList<>();

  private QuietLog() {}

  /** @param expected regular expressions, each found somewhere in a line that may be logged */
  public static QuietLog except(String... expected) {
    var log = new QuietLog();
    log.expect(SLOW_BROKER);
    for (var regex : expected) log.expect(regex);
    return log;
  }

  /** From now on such lines may be logged. */
  public void expect(String regex) {
    expected.add(Pattern.compile(regex));
  }

  /** What was logged as a warning or worse since the test before. */
  public List<String> lines() {
    return List.copyOf(heard().lines());
  }

  @Override public void beforeAll(ExtensionContext context) {
    heard().lines().clear();
  }

  @Override public void afterEach(ExtensionContext context) {
    judge();
  }

  @Override public void afterAll(ExtensionContext context) {
    judge();
  }

  private void judge() {
    var all = List.copyOf(heard().lines());
    heard().lines().clear();

    assertThat(all).as("warnings and errors in the log").allSatisfy(line ->
        assertThat(expected).as("what may be logged, for: %s", line).anyMatch(regex -> regex.matcher(line).find()));
  }

  private static Heard heard() {
    return (Heard) ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).getAppender("HEARD");
  }
}
