// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.activity;

import io.cmc.event.Event;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.function.UnaryOperator;

/** What comes of a command: what became true, or why nothing did. */
public sealed interface Decision<E extends Event> {

  record Accepted<E extends Event>(List<E> events) implements Decision<E> {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  record Refused<E extends Event>(Problem problem) implements Decision<E> {}

  static <E extends Event> Decision<E> accept(List<? extends E> events) {
    return new Accepted<>(List.copyOf(events));
  }

  /** Nothing is new: the command was carried out before, or came too late to matter. */
  static <E extends Event> Decision<E> nothing() {
    return new Accepted<>(List.of());
  }

  static <E extends Event> Decision<E> refuse(ProblemCode code, String expected, String found) {
    return new Refused<>(Problem.of(code, expected, found));
  }

  /** The same, with what follows from what became true. */
  default Decision<E> then(UnaryOperator<List<E>> following) {
    return switch (this) {
      case Accepted<E> a -> new Accepted<>(following.apply(a.events()));
      case Refused<E> r -> r;
    };
  }

  /** @throws OrderRejected when refused */
  default List<E> events() {
    return switch (this) {
      case Accepted<E> a -> a.events();
      case Refused<E> r -> throw new OrderRejected(r.problem());
    };
  }
}
