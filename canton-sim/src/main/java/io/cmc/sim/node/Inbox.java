// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Applies what a domain tells, each event and the position behind it in one transaction. */
final class Inbox {

  private final ParticipantProcess process;
  private final Domain domain;
  private final Consumer<String> sequenced;

  /** @param sequenced told of each of this participant's own submissions that has been seen */
  Inbox(ParticipantProcess process, Domain domain, Consumer<String> sequenced) {
    this.process = process;
    this.domain = domain;
    this.sequenced = sequenced;
  }

  void readAll() {
    for (var events = next(); !events.isEmpty(); events = next()) events.forEach(this::apply);
  }

  private List<DomainEvent> next() {
    return domain.events(uid(), process.requests().head(domain.id()));
  }

  void confirmAgain() {
    process.requests().dirtyRequests(domain.id()).forEach(r -> domain.confirm(r, uid()));
  }

  private void apply(DomainEvent event) {
    process.gate().pass();
    if (event.verdict().isEmpty()) request(event);
    else verdict(event, event.verdict().get());
  }

  private void request(DomainEvent event) {
    process.database().write(jdbc -> {
      RequestStore.addDirty(jdbc, domain.id(), event.request());
      RequestStore.forget(jdbc, event.request());
      return advance(jdbc, event);
    });
    sequenced.accept(event.request());
    domain.confirm(event.request(), uid());
  }

  private void verdict(DomainEvent event, boolean approved) {
    process.database().write(jdbc -> {
      var known = RequestStore.removeDirty(jdbc, domain.id(), event.request());
      if (known && approved) change(jdbc, event);
      return advance(jdbc, event);
    });
    process.ledger().decided(event, approved);
    if (approved) process.pinger().seen(event);
  }

  private void change(JdbcClient jdbc, DomainEvent event) {
    event.archives().ifPresent(id -> ContractStore.archive(jdbc, id));
    event.creates().filter(c -> process.hostsAny(c.stakeholders())).ifPresent(c -> ContractStore.insert(jdbc, c, domain.id()));
    RequestStore.advanceLedger(jdbc);
  }

  private Object advance(JdbcClient jdbc, DomainEvent event) {
    RequestStore.advance(jdbc, domain.id(), event.counter());
    return event;
  }

  private String uid() {
    return process.uid().toString();
  }
}
