// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import static io.cmc.controller.activity.Samples.MIGRATION;
import static io.cmc.controller.activity.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cmc.controller.activity.Plans;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.ParticipantExcluded;
import io.cmc.plan.ClosingStrategy;
import java.lang.reflect.Field;
import java.util.Set;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.AssociationValues;
import org.axonframework.modelling.saga.AssociationValuesImpl;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written of a process, and when. */
class ChangedProcessesTest {

  private static final Class<MigrationProcess> TYPE = MigrationProcess.class;

  @SuppressWarnings("unchecked") private final SagaStore<Object> store = mock(SagaStore.class);
  private final SagaStore<Object> processes = new ChangedProcesses(store);
  private final MigrationProcess process = new MigrationProcess();
  private final AssociationValues same = new AssociationValuesImpl(Set.of(new AssociationValue("migration", MIGRATION.value())));

  @BeforeEach void a_process_that_is_read() {
    process.use(mock(FanOut.class));
    process.on(new MigrationPlanned(MIGRATION, Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 3), Plans.HASH, NOON));
    when(store.loadSaga(TYPE, "id")).thenReturn(new Kept(process));
    assertThat(processes.loadSaga(TYPE, "id").saga()).isSameAs(process);
  }

  @Test void one_that_remembers_the_same_is_not_written() {
    processes.updateSaga(TYPE, "id", process, same);

    verify(store, never()).updateSaga(any(), any(), any(), any());
  }

  @Test void one_that_remembers_something_else_is_written_once() {
    var gone = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 3).participants().getFirst().name();
    process.on(new ParticipantExcluded(MIGRATION, gone, NOON));

    processes.updateSaga(TYPE, "id", process, same);
    processes.updateSaga(TYPE, "id", process, same);

    verify(store).updateSaga(TYPE, "id", process, same);
  }

  @Test void one_that_is_found_under_something_else_is_written() {
    var more = new AssociationValuesImpl(same.asSet());
    more.add(new AssociationValue("team", "bank"));

    processes.updateSaga(TYPE, "id", process, more);

    verify(store).updateSaga(TYPE, "id", process, more);
  }

  @Test void what_a_process_remembers_is_all_that_is_written_of_it() {
    assertThat(TYPE.getDeclaredFields()).filteredOn(field -> field.isAnnotationPresent(JsonProperty.class)).extracting(Field::getName).containsExactly("memory");
  }

  private record Kept(MigrationProcess saga) implements SagaStore.Entry<MigrationProcess> {
    @Override public Set<AssociationValue> associationValues() {
      return Set.of();
    }
  }
}
