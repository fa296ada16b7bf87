// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/** The same evil words as for {@link PlainLog}, in the lines of JSON that programs read. */
class JsonWordsTest {

  private static final String FORGED = "{\"message\":\"somebody approved it\"}";

  static Stream<String> evil() {
    return Stream.of("\n", "\r\n", "\u0085", "\u2028", "\u2029", "\u001b[2J", "\u009b31m", "\u202e", "\u2066", "\u0000", "\ufeff", "\u200b", "\"}\n");
  }

  @ParameterizedTest @MethodSource("evil") void an_event_is_one_line_that_steers_nothing(String evil) throws IOException {
    for (var format : new String[] {"ecs", "logstash"}) {
      var line = line(format, evil + FORGED);

      assertThat(line.lines()).as(format).hasSize(1);
      assertThat(line.stripTrailing().codePoints()).as(format).noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
          || Character.getType(c) == Character.LINE_SEPARATOR || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
      assertThat(read(line).get("message").asText()).as(format).startsWith("The node answered").endsWith(FORGED);
      assertThat(read(line).get("participant").asText()).as(format).endsWith(FORGED);
    }
  }

  @Test void usual_text_stays_as_it_is() throws IOException {
    assertThat(read(line("ecs", "Störung in 東京 \ud83d\ude80")).get("message").asText()).isEqualTo("The node answered Störung in 東京 \ud83d\ude80");
  }

  private static JsonNode read(String line) throws IOException {
    return new ObjectMapper().readTree(line);
  }

  private static String line(String format, String words) {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putObject(Environment.class.getName(), new MockEnvironment());
    var encoder = new StructuredLogEncoder();
    encoder.setContext(context);
    encoder.setFormat(format);
    encoder.start();
    var event = new LoggingEvent("test", context.getLogger("test"), Level.WARN, "The node answered {}", new IllegalStateException(words), new Object[] {words});
    event.setMDCPropertyMap(Map.of("participant", words));
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }
}
