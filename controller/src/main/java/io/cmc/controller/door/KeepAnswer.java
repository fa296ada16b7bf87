// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.command.Order;
import io.cmc.controller.door.AnswerBook.Answer;
import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Keeps the answer to an accepted order in the transaction of what the order changed. */
public final class KeepAnswer implements MessageHandlerInterceptor<CommandMessage<?>> {

  private final AnswerBook answers;

  public KeepAnswer(AnswerBook answers) {
    this.answers = answers;
  }

  @Override public Object handle(UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain) throws Exception {
    var result = chain.proceed();
    if (unit.getMessage().getPayload() instanceof Order order) {
      answers.keep(order.by().idempotencyKey(), Subject.of(order).migration(), new Answer(Subject.name(order), Subject.about(order), Optional.empty()));
    }
    return result;
  }
}
