// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node could answer so that the log says what the service never did. */
class PlainLogTest {

  private static final String FORGED = "2026-01-01T00:00:00.000Z  INFO somebody approved it";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LoggerContext context = context();
  private final Logger log = log("%d{yyyy} %-5p : %m%n%ex");

  private static LoggerContext context() {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    return context;
  }

  private Logger log(String pattern) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.start();
    var appender = new OutputStreamAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(written);
    PlainLog.make(appender);
    appender.start();
    var logger = context.getLogger("test");
    logger.addAppender(appender);
    logger.setLevel(Level.INFO);
    return logger;
  }

  private String written() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest @ValueSource(strings = {"\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\u000b", "\u000c"})
  void a_message_is_one_line(String end) {
    log.info("The node answered {}.", "no" + end + FORGED);

    assertThat(written().lines()).singleElement().asString().contains("The node answered no\\", FORGED);
    assertThat(written().stripTrailing()).doesNotContain(end);
  }

  @ParameterizedTest @ValueSource(strings = {"\u001b[2J\u001b[31mred", "\u009b31m", "\u202etxet", "\u2066x", "\u0007", "\u0000", "\ufeff", "\u200b"})
  void what_steers_a_terminal_or_turns_text_around_is_shown_and_not_obeyed(String evil) {
    log.info(evil);

    assertThat(written().stripTrailing().codePoints()).noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    assertThat(written()).contains("\\u");
  }

  @Test void no_line_of_a_stack_trace_looks_like_an_event() {
    log.warn("It failed", new IllegalStateException("no\n" + FORGED + "\u001b[2J", new RuntimeException("\r" + FORGED)));

    var lines = written().lines().toList();
    assertThat(lines.getFirst()).endsWith("It failed");
    assertThat(lines.subList(1, lines.size())).filteredOn(line -> !line.isEmpty()).hasSizeGreaterThan(5).allSatisfy(line -> assertThat(line).startsWith("\t"));
    assertThat(written()).contains(FORGED).doesNotContain("\u001b", "\r");
  }

  @Test void usual_text_stays_as_it_is() {
    log.info("Störung in 東京 \ud83d\ude80: 100 %");

    assertThat(written()).endsWith("INFO  : Störung in 東京 \ud83d\ude80: 100 %\n");
  }
}
