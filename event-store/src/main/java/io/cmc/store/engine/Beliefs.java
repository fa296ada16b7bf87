// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * What a unit of work takes from memory without having asked the store: the last event of each stream that it read. What is appended to a
 * stream proves it, since the store takes it only behind that very event; the rest is asked for before anything is committed or refused.
 */
final class Beliefs {

  private static final String KEY = Beliefs.class.getName();

  private final Map<String, DomainEventMessage<?>> last = new LinkedHashMap<>();
  private Consumer<DomainEventMessage<?>> ask = event -> { };

  private Beliefs() {}

  /**
   * From now on this unit of work may believe: whoever allows it also {@link #confirm confirms} before it tells a refusal. Not so within another
   * one that is no command, such as a timer's: nobody would send that again.
   */
  static Beliefs allowedIn(UnitOfWork<?> unit) {
    if (unit.parent().isPresent()) return here().orElseGet(Beliefs::new);
    return unit.getOrComputeResource(KEY, key -> {
      var beliefs = new Beliefs();
      unit.onCommit(u -> beliefs.confirm()); // the last to say so is the first to be called: before the transaction is committed
      return beliefs;
    });
  }

  /** Empty where all has to be asked for, and once what was believed is being confirmed: nobody would confirm what is believed after that. */
  static Optional<Beliefs> here() {
    if (!CurrentUnitOfWork.isStarted()) return Optional.empty();
    var root = CurrentUnitOfWork.get().root();
    return root.phase().isBefore(UnitOfWork.Phase.COMMIT) ? Optional.ofNullable(root.getResource(KEY)) : Optional.empty();
  }

  /** @param ask throws where the store's last event is another one */
  void add(DomainEventMessage<?> event, Consumer<DomainEventMessage<?>> ask) {
    last.put(event.getAggregateIdentifier(), event);
    this.ask = ask;
  }

  Optional<DomainEventMessage<?>> of(String stream) {
    return Optional.ofNullable(last.get(stream));
  }

  void proved(String stream) {
    last.remove(stream);
  }

  /** @throws org.axonframework.modelling.command.ConcurrencyException where something was believed that is not so: it is to be decided again */
  void confirm() {
    var open = List.copyOf(last.values());
    last.clear();
    open.forEach(ask);
  }
}
