// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import io.cmc.store.read.SealedEvent;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.read.SealedMessage;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Nothing is written of another history, which may stand behind the same address after a failover: neither rows nor dead letters nor how far
 * events were told. Asked once for each unit of work, in its transaction. What comes from the dead letters is of the database that holds them.
 * Of events that a model does not handle only how far it is is written, and that is not asked about: after a failover within that moment it can miss what is
 * sealed anew in their place, until it is rebuilt.
 */
final class SameHistory implements MessageHandlerInterceptor<EventMessage<?>> {

  private final SealedEventReader sealed;

  SameHistory(SealedEventReader sealed) {
    this.sealed = sealed;
  }

  @Override public Object handle(UnitOfWork<? extends EventMessage<?>> work, InterceptorChain chain) throws Exception {
    var told = work.root().getOrComputeResource(SameHistory.class.getName(), k -> begin(work.root()));
    SealedMessage.sealed(work.getMessage()).ifPresent(told::add);
    return chain.proceed();
  }

  private List<SealedEvent> begin(UnitOfWork<?> work) {
    var told = new ArrayList<SealedEvent>();
    work.onPrepareCommit(w -> mustBeSealed(told));
    return told;
  }

  private void mustBeSealed(List<SealedEvent> events) {
    if (events.isEmpty() || sealed.areSealed(events)) return;
    throw new IllegalStateException("events up to " + events.getLast().position() + " are not sealed as they were read: the database is another one by now. They are read again");
  }
}
