// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChildProcessesTest {

  final ToolRunner tools = ToolRunner.childProcesses();

  @Test void arguments_arrive_as_they_are_and_the_environment_is_only_what_is_given() throws Exception {
    var outcome = tools.run(List.of("/bin/sh", "-c", "printf '%s|' \"$@\"; env", "sh", "$(id)", "a b", "'\"", "*"), Map.of("ONLY", "this"));

    assertThat(outcome.out()).startsWith("$(id)|a b|'\"|*|").contains("ONLY=this").doesNotContain("HOME=", "USER=");
  }

  @Test void much_is_read_from_both_streams_at_once() throws Exception {
    var outcome = tools.run(List.of("/bin/sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' o; head -c 3000000 /dev/zero | tr '\\0' e >&2; echo the end >&2; exit 3"),
        Map.of("PATH", System.getenv("PATH")));

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.out()).hasSize(3_000_000);
    assertThat(outcome.err()).hasSize(8_192).endsWith("the end\n");
  }

  @Test void a_tool_that_asks_gets_no_answer() throws Exception {
    assertThat(tools.run(List.of("/bin/cat"), Map.of())).isEqualTo(new ToolRunner.Outcome(0, "", ""));
  }

  @Test void a_tool_that_is_not_there_cannot_be_started() {
    assertThatThrownBy(() -> tools.run(List.of("/no/such/tool"), Map.of())).isInstanceOf(IOException.class);
  }
}
