// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** Listens to all that is logged, down to debug and through every new beginning of the log, for texts that must be nowhere. */
final class Canary extends AppenderBase<ILoggingEvent> implements LoggerContextListener, AutoCloseable {

  private final List<String> secrets = new CopyOnWriteArrayList<>();
  private final List<String> songs = new CopyOnWriteArrayList<>();
  private final Set<String> loggers = new ConcurrentSkipListSet<>();
  private final AtomicLong lines = new AtomicLong();
  private final LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
  private Appender<ILoggingEvent> console;

  Canary() {
    setName("CANARY");
    log.addListener(this);
    perch();
  }

  private Logger root() {
    return log.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private void perch() {
    setContext(log);
    start();
    root().addAppender(this);
    // what debug says is for the canary alone
    console = root().getAppender("CONSOLE") == null ? console : root().getAppender("CONSOLE");
    root().detachAppender("CONSOLE");
  }

  void knows(String secret) {
    secrets.add(secret);
  }

  List<String> secrets() {
    return secrets;
  }

  /** Lines in which a secret stood. */
  List<String> songs() {
    return songs;
  }

  long lines() {
    return lines.get();
  }

  /** Who said something below info. */
  Set<String> talkative() {
    return loggers;
  }

  boolean isIn(String text) {
    return secrets.stream().anyMatch(text::contains);
  }

  @Override protected void append(ILoggingEvent event) {
    lines.incrementAndGet();
    if (!event.getLevel().isGreaterOrEqual(Level.INFO)) loggers.add(event.getLoggerName());
    var said = event.getFormattedMessage() + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
    if (isIn(said)) songs.add(event.getLevel() + " " + event.getLoggerName() + ": " + said);
  }

  @Override public boolean isResetResistant() {
    return true;
  }

  @Override public void onReset(LoggerContext context) {
    perch();
  }

  @Override public void onStart(LoggerContext context) {
    perch();
  }

  @Override public void onStop(LoggerContext context) {}

  @Override public void onLevelChange(Logger logger, Level level) {
    perch();
  }

  @Override public void close() {
    log.removeListener(this);
    root().detachAppender(this);
    if (console != null) root().addAppender(console);
    root().setLevel(Level.INFO);
  }
}
