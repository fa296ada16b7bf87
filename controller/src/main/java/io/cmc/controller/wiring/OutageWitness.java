// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.store.outage.StoreHealth;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Tells of every command, of a person or a worker, that could not be written down because of an outage of the store. */
final class OutageWitness implements MessageHandlerInterceptor<CommandMessage<?>> {

  private final StoreHealth store;

  OutageWitness(StoreHealth store) {
    this.store = store;
  }

  @Override public Object handle(UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain) throws Exception {
    unit.onRollback(u -> {
      if (u.getExecutionResult().isExceptionResult()) store.met(u.getExecutionResult().getExceptionResult());
    });
    return chain.proceed();
  }
}
