// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.wire.ProblemMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProblemsTest {

  @Test void who_called_too_often_is_told_in_whole_seconds_when_to_come_again() {
    var refusal = ProblemMessage.refusal(Code.RESOURCE_EXHAUSTED, Problem.of(ProblemCode.TOO_MANY_CALLS, "3 a minute", "more"), Duration.ofMillis(19_001));

    assertThat(Problems.of(refusal).getStatus()).isEqualTo(429);
    assertThat(Problems.of(refusal).getProperties()).containsEntry("code", "TOO_MANY_CALLS");
    assertThat(Problems.again(refusal)).contains(20L);
  }

  @Test void other_refusals_do_not_say_when() {
    assertThat(Problems.again(ProblemMessage.refusal(Code.NOT_FOUND, Problem.of(ProblemCode.MIGRATION_NOT_FOUND, "one", "none"), ""))).isEmpty();
  }
}
