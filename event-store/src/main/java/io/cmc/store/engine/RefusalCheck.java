// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Lets commands be decided upon what this instance remembers, and sees to it that a refusal is told only if the store holds just that. Otherwise
 * it is a ConcurrencyException, like an event that came second, and whoever sent the command sends it again.
 */
public final class RefusalCheck implements MessageHandlerInterceptor<CommandMessage<?>> {

  @Override public Object handle(UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain) throws Exception {
    var beliefs = Beliefs.allowedIn(unit);
    try {
      return chain.proceed();
    } catch (Exception refusal) {
      if (!isOfTheDatabase(refusal)) beliefs.confirm();
      throw refusal;
    }
  }

  /** Nothing was decided, and nothing can be asked in a transaction that has failed. */
  private static boolean isOfTheDatabase(Throwable failure) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause).anyMatch(SQLException.class::isInstance);
  }
}
