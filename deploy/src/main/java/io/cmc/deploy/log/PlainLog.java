// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/**
 * What is logged stays one line for each event, whatever nodes, people and libraries put into it, so that nobody writes lines in the name of the
 * service. Begins once logging is set up; a format of other kind than a pattern, such as JSON, escapes by itself.
 */
public final class PlainLog implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

  @Override public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLoggerList().forEach(logger -> logger.iteratorForAppenders().forEachRemaining(PlainLog::make));
    }
  }

  static void make(Appender<ILoggingEvent> appender) {
    if (appender instanceof OutputStreamAppender<ILoggingEvent> out && out.getEncoder() instanceof PatternLayoutEncoder encoder) out.setEncoder(plain(encoder));
  }

  private static LayoutWrappingEncoder<ILoggingEvent> plain(PatternLayoutEncoder as) {
    var layout = layout(as);
    layout.start();
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(as.getContext());
    encoder.setCharset(as.getCharset());
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  private static PatternLayout layout(PatternLayoutEncoder as) {
    var layout = new PatternLayout();
    layout.setContext(as.getContext());
    layout.setPattern(as.getPattern());
    var words = layout.getInstanceConverterMap();
    List.of("m", "msg", "message").forEach(word -> words.put(word, PlainMessage::new));
    List.of("wEx", "wex", "ex", "xEx", "xThrowable", "exception", "throwable", "rEx", "rootException", "xException")
        .forEach(word -> words.put(word, PlainTrace::new));
    return layout;
  }
}
