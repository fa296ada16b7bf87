// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.util.List;
import java.util.function.Consumer;

/** Applies what a domain tells, each event and the position behind it in one statement. For one thread, the only one that moves the position. */
final class Inbox {

  private static final long UNKNOWN = -1;
  private final ParticipantProcess process;
  private final Domain domain;
  private final Consumer<String> sequenced;
  private long head = UNKNOWN;

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
    if (head == UNKNOWN) head = process.requests().head(domain.id());
    return domain.events(uid(), head);
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
    process.requests().sequenced(domain.id(), event);
    head = event.counter();
    sequenced.accept(event.request());
    domain.confirm(event.request(), uid());
  }

  private void verdict(DomainEvent event, boolean approved) {
    if (approved) process.requests().approved(domain.id(), event, event.creates().filter(c -> process.hostsAny(c.stakeholders())));
    else process.requests().rejected(domain.id(), event);
    head = event.counter();
    process.ledger().decided(event, approved);
    if (approved) process.pinger().seen(event);
  }

  private String uid() {
    return process.uid().toString();
  }
}
