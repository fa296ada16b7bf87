// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.command.BeginStage;
import io.cmc.command.JourneyCommand;
import io.cmc.command.MigrationCommand;
import io.cmc.command.NoteDeadline;
import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Stage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.modelling.command.AnnotationCommandTargetResolver;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** Commands go where their annotation says. */
class CommandTargetsTest {

  private static final MigrationId M = new MigrationId("net-eu-7");

  @Test void a_command_goes_to_the_aggregate_that_axon_would_find() {
    var commands = Stream.of(new BeginStage(new JourneyId(M, new NodeName("alfa")), Stage.CLOSE, 1, true, List.of(), Instant.EPOCH),
        new NoteDeadline(M, "phase", "QUIESCE", Instant.EPOCH)).map(GenericCommandMessage::asCommandMessage);

    assertThat(commands).allSatisfy(c -> assertThat(new CommandTargets().resolveTarget(c)).isEqualTo(AnnotationCommandTargetResolver.builder().build().resolveTarget(c)));
  }

  @ParameterizedTest @MethodSource("all") void every_command_is_annotated_so(Class<?> command) {
    var annotated = Arrays.stream(command.getRecordComponents())
        .filter(c -> Arrays.stream(command.getDeclaredFields()).anyMatch(f -> f.getName().equals(c.getName()) && f.isAnnotationPresent(TargetAggregateIdentifier.class)));

    assertThat(annotated).singleElement().satisfies(c -> assertThat(c.getName()).isEqualTo(JourneyCommand.class.isAssignableFrom(command) ? "journey" : "migration"));
  }

  static Stream<Class<?>> all() {
    var found = new ClassPathScanningCandidateComponentProvider(false);
    found.addIncludeFilter(new AssignableTypeFilter(JourneyCommand.class));
    found.addIncludeFilter(new AssignableTypeFilter(MigrationCommand.class));
    return found.findCandidateComponents("io.cmc.command").stream().<Class<?>>map(c -> named(c.getBeanClassName()));
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
