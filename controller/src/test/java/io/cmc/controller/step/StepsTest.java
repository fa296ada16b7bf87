// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.controller.port.Attendant;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.StepName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepsTest {

  private final FakeNetwork network = new FakeNetwork("A", "B", "C");
  private final Steps steps = new Steps(network, Map.of(), Attendant.NOBODY);

  static List<Assignment> assignments() {
    return Samples.all(new FakeNetwork());
  }

  @Test void every_kind_of_assignment_has_a_sample() {
    assertThat(assignments().stream().map(Object::getClass).collect(Collectors.toSet()))
        .isEqualTo(Stream.of(Assignment.class.getPermittedSubclasses()).collect(Collectors.toSet()));
    assertThat(assignments().stream().map(Assignment::step)).containsExactlyInAnyOrder(StepName.values());
  }

  @ParameterizedTest @MethodSource("assignments")
  void every_assignment_has_the_step_that_is_made_for_it(Assignment assignment) {
    var step = steps.of(assignment);

    assertThat(step).isNotNull();
    assertThat(step.assignment()).isEqualTo(assignment.getClass());
    assertThat(steps.of(assignment)).isSameAs(step);
  }

  @ParameterizedTest @MethodSource("assignments")
  void a_step_that_changes_nothing_cannot_be_asked_to_act(Assignment assignment) {
    if (assignment.step().mutating()) return;

    assertThatThrownBy(() -> act(assignment)).isInstanceOf(IllegalStateException.class).hasMessageContaining("only looks");
  }

  @ParameterizedTest @MethodSource("assignments")
  void a_step_that_changes_something_says_what_it_is_about_to_do(Assignment assignment) {
    var declared = Arrays.stream(steps.of(assignment).getClass().getMethods()).filter(m -> m.getName().equals("intent")).findFirst();

    assertThat(declared.orElseThrow().getDeclaringClass() != Step.class).isEqualTo(assignment.step().mutating());
  }

  @Test void only_moving_contracts_must_not_be_repeated_blindly() {
    var notRepeatable = assignments().stream().filter(one -> !steps.of(one).repeatable()).map(Assignment::step);

    assertThat(notRepeatable).containsExactly(StepName.MOVE_CONTRACTS);
  }

  private <A extends Assignment> void act(A assignment) {
    steps.of(assignment).act(new Work<>(new PlanOf(network).plan(), new NodeName("A"), assignment, new RequestId("r"), 0, Notes.NONE, true,
        network.clock));
  }
}
