// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.adapter.backup.ToolRunner.Outcome;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.rejection.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpFailureTest {

  @ParameterizedTest @CsvSource({
      "pg_dump: error: connection to server at \"x\" failed: Connection refused, TRANSIENT, BACKUP_FAILED",
      "pg_dump: error: server closed the connection unexpectedly, TRANSIENT, BACKUP_FAILED",
      "FATAL: terminating connection due to administrator command, TRANSIENT, BACKUP_FAILED",
      "ERROR: canceling statement due to lock timeout, TRANSIENT, BACKUP_FAILED",
      "FATAL: sorry too many clients already, TRANSIENT, BACKUP_FAILED",
      "FATAL: password authentication failed for user \"u\", PERMANENT, DATABASE_UNREACHABLE",
      "FATAL: database \"d\" does not exist, PERMANENT, DATABASE_UNREACHABLE",
      "pg_dump: error: could not write to file: No space left on device, PERMANENT, SPACE_SHORT",
      "pg_dump: error: could not write to file: Disk quota exceeded, PERMANENT, SPACE_SHORT",
      "ERROR: permission denied for table t, PERMANENT, BACKUP_FAILED"})
  void the_tools_words_become_a_code(String words, Kind kind, ProblemCode code) {
    var trouble = DumpFailure.of(new Outcome(1, "", "pg_dump: detail: more\n" + words + "\n"), "host:5432/db");

    assertThat(trouble.kind()).isEqualTo(kind);
    assertThat(trouble.problem().code()).isEqualTo(code);
    assertThat(trouble.problem().found()).isEqualTo("exit 1: pg_dump: detail: more " + words);
    assertThat(trouble.problem().expected()).contains("host:5432/db");
    assertThat(trouble.problem().remedy()).isEqualTo(code.remedy());
  }

  @Test void a_tool_that_was_killed_may_be_started_again() {
    assertThat(DumpFailure.of(new Outcome(137, "", ""), "host:5432/db").kind()).isEqualTo(Kind.TRANSIENT);
  }

  @Test void of_endless_words_the_end_is_kept() {
    var trouble = DumpFailure.of(new Outcome(1, "", "noise ".repeat(1_000) + "the reason"), "host:5432/db");

    assertThat(trouble.problem().found()).endsWith("the reason").hasSizeLessThan(1_100);
  }
}
