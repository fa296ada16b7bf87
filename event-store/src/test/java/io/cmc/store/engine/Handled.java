// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import java.util.List;
import java.util.concurrent.Callable;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.DefaultInterceptorChain;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;

/** A command as the command bus handles one. */
final class Handled {

  private Handled() {}

  /** @param commit of its transaction; @return what was decided */
  @SuppressWarnings("unchecked") // the chain gives back what its end gave
  static <R> R by(CommandMessage<?> command, Callable<R> decision, Runnable commit) throws Exception {
    var unit = DefaultUnitOfWork.startAndGet(command);
    unit.onCommit(u -> commit.run());
    var chain = new DefaultInterceptorChain<>(unit, List.of(new RefusalCheck()), message -> decision.call());
    var result = unit.executeWithResult(() -> (R) chain.proceed());
    if (result.isExceptional()) throw (Exception) result.exceptionResult();
    return result.getPayload();
  }
}
