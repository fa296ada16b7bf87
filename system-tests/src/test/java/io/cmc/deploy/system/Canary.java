// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Listens to all that is logged for texts that must be nowhere. */
final class Canary implements Consumer<ILoggingEvent>, AutoCloseable {

  private final List<String> secrets = new CopyOnWriteArrayList<>();
  private final List<String> songs = new CopyOnWriteArrayList<>();
  private final Set<String> talkative = new ConcurrentSkipListSet<>();
  private final AtomicLong lines = new AtomicLong();

  Canary() {
    Heard.listen(this);
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
    return talkative;
  }

  boolean isIn(String text) {
    return secrets.stream().anyMatch(text::contains);
  }

  @Override public void accept(ILoggingEvent event) {
    lines.incrementAndGet();
    if (!event.getLevel().isGreaterOrEqual(Level.INFO)) talkative.add(event.getLoggerName());
    var said = event.getFormattedMessage() + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
    if (isIn(said)) songs.add(event.getLevel() + " " + event.getLoggerName() + ": " + said);
  }

  /** And the log says no more than before. */
  @Override public void close() {
    Heard.leave(this);
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.INFO);
  }
}
