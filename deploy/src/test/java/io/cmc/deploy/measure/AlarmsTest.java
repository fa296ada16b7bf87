// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cmc.deploy.docs.Checkout;
import io.cmc.deploy.measure.Alarms.Alarm;
import io.cmc.deploy.measure.Alarms.Case;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class AlarmsTest {

  static Stream<Alarm> alarms() {
    return Alarms.read().stream();
  }

  @ParameterizedTest @MethodSource("alarms") void an_alarm_is_about_what_is_measured(Alarm alarm) {
    new Expression(alarm.query()).namesOnlyWhatIsMeasured();
  }

  @ParameterizedTest @MethodSource("alarms") void an_alarm_says_how_bad_it_is_what_it_is_and_where_to_read_on(Alarm alarm) {
    assertThat(alarm.labels().get("severity")).isIn("warning", "critical");
    assertThat(alarm.annotations()).containsOnlyKeys("summary", "description", "runbook_url").doesNotContainValue("");
    assertThat(alarm.annotations()).containsEntry("runbook_url", "docs/runbook.md#" + alarm.name().toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest @MethodSource("alarms") void an_alarm_is_tried_firing_and_silent(Alarm alarm) {
    assertThat(Alarms.cases()).contains(new Case(alarm.name(), true), new Case(alarm.name(), false));
  }

  @Test void the_runbook_has_a_section_for_each_alarm_and_for_no_other() throws IOException {
    var headings = Files.readAllLines(Checkout.here().path("docs/runbook.md")).stream().filter(line -> line.startsWith("### ")).map(line -> line.substring(4));

    assertThat(headings).containsExactlyElementsOf(alarms().map(Alarm::name).toList());
  }

  /** Debian has it in the package {@code prometheus}. */
  @Test void promtool_sees_them_fire_and_be_silent_as_said() throws IOException, InterruptedException {
    var promtool = promtool();
    if (promtool.isEmpty()) LoggerFactory.getLogger(AlarmsTest.class).warn("promtool is not on the PATH: the alarms were read and not tried");
    assumeTrue(promtool.isPresent(), "promtool is not on the PATH");

    var run = new ProcessBuilder(List.of(promtool.get().toString(), "test", "rules", Alarms.TESTS.toString())).redirectErrorStream(true).start();
    var said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(run.waitFor()).as("%s", said).isZero();
  }

  private static Optional<Path> promtool() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, "promtool")).filter(Files::isExecutable).findFirst();
  }
}
