// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.command.JourneyCommand;
import io.cmc.command.Order;
import io.cmc.controller.door.AnswerBook.Answer;
import io.cmc.event.Event;
import io.cmc.event.OrderEvent.OrderRefused;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.deed.Origins;
import java.util.Optional;
import java.util.function.Supplier;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes orders: answers one whose key is known as before, sends the others on, and writes down what was refused. An order that is
 * refused changes nothing but the audit.
 */
public final class OrderDesk {

  private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);

  private final CommandGateway commands;
  private final EventBus events;
  private final AnswerBook answers;
  private final TransactionTemplate transaction;
  private final Patience patience;

  public OrderDesk(CommandGateway commands, EventBus events, AnswerBook answers, TransactionTemplate transaction) {
    this(commands, events, answers, transaction, Patience.USUAL);
  }

  OrderDesk(CommandGateway commands, EventBus events, AnswerBook answers, TransactionTemplate transaction, Patience patience) {
    this.commands = commands;
    this.events = events;
    this.answers = answers;
    this.transaction = transaction;
    this.patience = patience;
  }

  /** Returns when the order is durably accepted. @throws OrderRejected when it is not */
  public void take(Order order) {
    take(order, Optional::empty);
  }

  /** @param objection what the order lacks, asked for only when its key is not known */
  void take(Order order, Supplier<Optional<Problem>> objection) {
    var known = answers.find(order.by().idempotencyKey());
    if (known.isPresent()) {
      answer(Subject.of(order), known.get());
      return;
    }
    objection.get().ifPresent(problem -> {
      throw refuse(order, problem);
    });
    takeNew(order);
  }

  private void takeNew(Order order) {
    try {
      send(order);
      LOG.info("{} is taken: {}", Subject.name(order), Subject.aggregate(order));
    } catch (DuplicateKeyException sameKeyMeanwhile) {
      answer(Subject.of(order), answers.find(order.by().idempotencyKey()).orElseThrow(() -> sameKeyMeanwhile));
    }
  }

  /**
   * An order that no aggregate is asked about: its fact, its effect and its answer are one transaction.
   *
   * @param objection what it lacks, asked for only when its key is not known
   */
  void take(Subject subject, Supplier<Optional<Problem>> objection, Event fact, Runnable effect) {
    var known = answers.find(subject.by().idempotencyKey());
    if (known.isPresent()) {
      answer(subject, known.get());
      return;
    }
    objection.get().ifPresent(problem -> {
      throw refuse(subject, problem);
    });
    try {
      transaction.executeWithoutResult(status -> {
        publish(subject, fact);
        effect.run();
        answers.keep(subject.by().idempotencyKey(), subject.migration(), new Answer(subject.order(), subject.about(), Optional.empty()));
      });
      LOG.info("{} is taken: {}", subject.order(), subject.migration());
    } catch (DuplicateKeyException sameKeyMeanwhile) {
      answer(subject, answers.find(subject.by().idempotencyKey()).orElseThrow(() -> sameKeyMeanwhile));
    }
  }

  private void answer(Subject order, Answer known) {
    if (!known.order().equals(order.order()) || !known.about().equals(order.about())) {
      throw new OrderRejected(Problem.of(ProblemCode.CONTEXT_MISSING, "an idempotency key of its own for each order",
          "the key of another order"));
    }
    known.refusal().ifPresent(p -> {
      throw new OrderRejected(p);
    });
  }

  private void send(Order order) {
    try {
      sendPatiently(order);
    } catch (AggregateNotFoundException e) {
      throw refuse(order, notFound(order));
    } catch (ConcurrencyException e) {
      throw refuse(order, Problem.of(ProblemCode.CONFLICT, "a migration that stands still for a moment", "other writers each time"));
    } catch (OrderRejected e) {
      throw refuse(order, e.problem());
    }
  }

  private void sendPatiently(Order order) {
    for (int tried = 1; ; tried++) {
      try {
        commands.sendAndWait(GenericCommandMessage.asCommandMessage(order).andMetaData(Origins.of(Subject.name(order), order.by())).andMetaData(AsOf.said()));
        return;
      } catch (OrderRejected e) {
        if (!Patience.mayPass(order, e) || !patience.again(tried)) throw e;
      }
    }
  }

  private OrderRejected refuse(Order order, Problem problem) {
    return record(Subject.of(order), problem);
  }

  /**
   * For what is refused before it becomes an order, such as a plan that cannot be resolved. One whose key was refused before is
   * refused as then.
   */
  OrderRejected refuse(Subject subject, Problem problem) {
    try {
      return record(subject, problem);
    } catch (DuplicateKeyException sameKey) {
      return answers.find(subject.by().idempotencyKey()).flatMap(Answer::refusal).map(OrderRejected::new).orElseThrow(() -> sameKey);
    }
  }

  private OrderRejected record(Subject subject, Problem problem) {
    transaction.executeWithoutResult(status -> {
      publish(subject, new OrderRefused(subject.migration(), subject.node(), subject.order(), problem, subject.by().at()));
      if (isFinal(problem)) answers.keep(subject.by().idempotencyKey(), subject.migration(), new Answer(subject.order(), subject.about(), Optional.of(problem)));
    });
    LOG.info("{} is refused with {}: {}", subject.order(), problem.code(), subject.migration());
    return new OrderRejected(problem);
  }

  private void publish(Subject subject, Event fact) {
    var message = GenericEventMessage.<Object>asEventMessage(fact);
    events.publish(message.andMetaData(Origins.of(subject.order(), subject.by())).andMetaData(Origins.ofItself(message.getIdentifier())));
  }

  /** Whoever only came at the wrong moment may send the same order, with the same key, again. */
  private static boolean isFinal(Problem problem) {
    return problem.code() != ProblemCode.CONFLICT && problem.code() != ProblemCode.CHANGED_SINCE;
  }

  private static Problem notFound(Order order) {
    return order instanceof JourneyCommand j ? noParticipant(j.journey().migration().value(), j.journey().participant().value())
        : noMigration(Subject.of(order).migration().value());
  }

  static Problem noMigration(String name) {
    return Problem.of(ProblemCode.MIGRATION_NOT_FOUND, "a migration that was planned", name);
  }

  static Problem noParticipant(String migration, String name) {
    return Problem.of(ProblemCode.PARTICIPANT_NOT_FOUND, "a participant of " + migration + " that was begun with", name);
  }
}
