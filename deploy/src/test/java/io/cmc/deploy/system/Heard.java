// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was logged as a warning or worse. Named in logback-test.xml. */
public final class Heard extends AppenderBase<ILoggingEvent> {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Override protected void append(ILoggingEvent event) {
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
