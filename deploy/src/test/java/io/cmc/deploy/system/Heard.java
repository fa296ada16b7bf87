// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers what was logged as a warning or worse, and lets others listen to all of it. Named in logback-test.xml. */
public final class Heard extends AppenderBase<ILoggingEvent> {

  // a service that starts takes the log apart and puts it together anew, and whoever is not named in its file is gone then
  private static final List<Consumer<ILoggingEvent>> LISTENERS = new CopyOnWriteArrayList<>();

  private final List<String> lines = new CopyOnWriteArrayList<>();

  public static void listen(Consumer<ILoggingEvent> listener) {
    LISTENERS.add(listener);
  }

  public static void leave(Consumer<ILoggingEvent> listener) {
    LISTENERS.remove(listener);
  }

  @Override protected void append(ILoggingEvent event) {
    LISTENERS.forEach(listener -> listener.accept(event));
    if (event.getLevel().isGreaterOrEqual(Level.WARN)) lines.add(line(event));
  }

  List<String> lines() {
    return lines;
  }

  private static String line(ILoggingEvent event) {
    var cause = event.getThrowableProxy();
    return event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage() + (cause == null ? "" : why(cause));
  }

  private static String why(IThrowableProxy cause) {
    var here = " (" + cause.getClassName() + ": " + cause.getMessage() + ")";
    return cause.getCause() == null ? here : here + why(cause.getCause());
  }
}
