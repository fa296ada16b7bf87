// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import java.util.Set;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.AssociationValues;
import org.axonframework.modelling.saga.repository.SagaStore;

/**
 * Writes a process only when it remembers something else than when it was read. Axon writes it after each event and timer: most change
 * nothing, and a timer that has nothing to note would write back what another instance has changed meanwhile.
 */
public final class ChangedProcesses implements SagaStore<Object> {

  private final SagaStore<Object> store;

  /** @param store that holds them */
  public ChangedProcesses(SagaStore<Object> store) {
    this.store = store;
  }

  @Override public Set<String> findSagas(Class<?> type, AssociationValue association) {
    return store.findSagas(type, association);
  }

  @Override public <S> Entry<S> loadSaga(Class<S> type, String id) {
    var entry = store.loadSaga(type, id);
    if (entry != null && entry.saga() instanceof MigrationProcess process) process.isKept();
    return entry;
  }

  @Override public void deleteSaga(Class<?> type, String id, Set<AssociationValue> associations) {
    store.deleteSaga(type, id, associations);
  }

  @Override public void insertSaga(Class<?> type, String id, Object saga, Set<AssociationValue> associations) {
    store.insertSaga(type, id, saga, associations);
    if (saga instanceof MigrationProcess process) process.isKept();
  }

  @Override public void updateSaga(Class<?> type, String id, Object saga, AssociationValues associations) {
    if (saga instanceof MigrationProcess process && !process.hasChanged() && associations.addedAssociations().isEmpty()
        && associations.removedAssociations().isEmpty()) return;
    store.updateSaga(type, id, saga, associations);
    if (saga instanceof MigrationProcess process) process.isKept();
  }
}
