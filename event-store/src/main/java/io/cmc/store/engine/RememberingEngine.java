// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import io.cmc.store.commit.EndOfTransaction;
import io.cmc.store.commit.Write;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;

/**
 * Reads of a stream that it knows only what came since, and the last event that it knew once more. Where that is not the same any
 * more (it was read in a transaction that was undone, or the database is another), the whole stream is read. A command does not even
 * ask that, as long as no other instance was seen to write: what it decides takes effect only if the store's last event is the one that it
 * was decided upon, see {@link Beliefs}. So on however many instances what is decided upon is what the store holds.
 */
final class RememberingEngine extends JdbcEventStorageEngine {

  /** About as many as a fleet of a thousand has; some 100 MB at the most. */
  private static final int EVENTS = 100_000;
  /** Whoever meets another writer asks so long before he believes again. */
  private static final Duration WARY = Duration.ofSeconds(30);
  private static final String LAST = "select event_identifier from domain_event_entry where aggregate_identifier = ? order by sequence_number desc limit 1";

  private final RememberedStreams streams = new RememberedStreams(EVENTS);
  private final RememberedStates states;
  private final EventEngine.Place place;
  private final LongSupplier nanos;
  private volatile long believes;

  /** @param states of streams; @param nanos a clock that only goes on */
  RememberingEngine(Builder builder, EventEngine.Place place, RememberedStates states, LongSupplier nanos) {
    super(builder);
    this.place = place;
    this.states = states;
    this.nanos = nanos;
    this.believes = nanos.getAsLong();
  }

  /** From its beginning: where the state of such streams is remembered, that stands for all of their events. */
  @Override public DomainEventStream readEvents(String stream, long from) {
    if (from != 0) return super.readEvents(stream, from);
    return DomainEventStream.of(states.shortened(stream, believed(stream).orElseGet(() -> asked(stream))));
  }

  private Optional<List<DomainEventMessage<?>>> believed(String stream) {
    if (nanos.getAsLong() - believes < 0) return Optional.empty();
    return Beliefs.here().flatMap(beliefs -> {
      var known = streams.find(stream);
      known.ifPresent(k -> beliefs.add(k.getLast(), this::confirm));
      return known;
    });
  }

  private List<DomainEventMessage<?>> asked(String stream) {
    var all = streams.find(stream).flatMap(known -> continued(stream, known)).orElseGet(() -> list(super.readEvents(stream, 0)));
    streams.put(stream, all);
    return all;
  }

  private Optional<List<DomainEventMessage<?>>> continued(String stream, List<DomainEventMessage<?>> known) {
    var last = known.getLast();
    var since = list(super.readEvents(stream, last.getSequenceNumber()));
    if (since.size() == 1 && isSame(since.getFirst(), last)) return Optional.of(known);
    others();
    return since.isEmpty() || !isSame(since.getFirst(), last) ? Optional.empty()
        : Optional.of(Stream.concat(known.stream(), since.stream().skip(1)).toList());
  }

  private static boolean isSame(EventMessage<?> one, EventMessage<?> other) {
    return one.getIdentifier().equals(other.getIdentifier());
  }

  private static List<DomainEventMessage<?>> list(DomainEventStream stream) {
    return stream.asStream().<DomainEventMessage<?>>map(e -> e).toList();
  }

  /** Somebody else writes too, or the store is not what it was. */
  private void others() {
    believes = nanos.getAsLong() + WARY.toNanos();
  }

  private void confirm(DomainEventMessage<?> believed) {
    var stream = believed.getAggregateIdentifier();
    if (place.transactions().fetchInTransaction(() -> last(stream)).filter(believed.getIdentifier()::equals).isEmpty()) throw wasWrong(stream);
  }

  private Optional<String> last(String stream) {
    try (var connection = getConnection(); var select = connection.prepareStatement(LAST)) {
      select.setString(1, stream);
      try (var row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new EventStoreException("cannot ask for the last event of " + stream, e);
    }
  }

  private ConcurrencyException wasWrong(String stream) {
    others();
    return new ConcurrencyException("what is known of " + stream + " is not what the store holds; it is to be decided again");
  }

  @Override protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    if (events.isEmpty()) return;
    List<DomainEventMessage<?>> all = events.stream().<DomainEventMessage<?>>map(EventUtils::asDomainEventMessage).toList();
    var proviso = Proviso.here();
    var appending = new Appending(serializer, proviso);
    var writes = appending.writes(all, Beliefs.here());
    var upon = upon(all);
    waiting().ifPresentOrElse(end -> end.append(all.getFirst().getAggregateIdentifier(), writes, () -> notTaken(all, proviso)),
        () -> place.transactions().executeInTransaction(() -> append(all, writes, proviso)));
    Beliefs.here().ifPresent(beliefs -> all.forEach(e -> beliefs.proved(e.getAggregateIdentifier())));
    rememberOnceCommitted(events, upon, appending.asWritten());
  }

  /** By stream; it may be another one's that stands there when this is committed. */
  private Map<String, String> upon(List<DomainEventMessage<?>> events) {
    var upon = new HashMap<String, String>();
    for (var event : events) last(event).ifPresent(last -> upon.put(event.getAggregateIdentifier(), last.getIdentifier()));
    return upon;
  }

  private Optional<DomainEventMessage<?>> last(DomainEventMessage<?> next) {
    var stream = next.getAggregateIdentifier();
    return Beliefs.here().flatMap(beliefs -> beliefs.of(stream)).or(() -> streams.find(stream).map(List::getLast))
        .filter(last -> last.getSequenceNumber() + 1 == next.getSequenceNumber());
  }

  private Optional<EndOfTransaction> waiting() {
    return place.end().filter(EndOfTransaction::eventsMayWait);
  }

  private void append(List<DomainEventMessage<?>> events, List<Write> writes, Optional<Proviso> proviso) {
    try (var connection = getConnection()) {
      if (!Write.changedAll(Write.all(connection, writes))) throw notTaken(events, proviso);
    } catch (SQLException e) {
      handlePersistenceException(e, events.getFirst());
    }
  }

  /** Asked of the transaction that is to be undone for it. */
  private RuntimeException notTaken(List<DomainEventMessage<?>> events, Optional<Proviso> proviso) {
    return proviso.isPresent() && !holds(proviso.get()) ? new Proviso.NotMet() : second(events);
  }

  private boolean holds(Proviso proviso) {
    return place.transactions().fetchInTransaction(() -> {
      try (var connection = getConnection()) {
        return proviso.holds(connection);
      } catch (SQLException e) {
        throw new EventStoreException("cannot ask for what events depend on", e);
      }
    });
  }

  private RuntimeException second(List<DomainEventMessage<?>> events) {
    var first = events.getFirst();
    return first.getSequenceNumber() == 0
        ? new AggregateStreamCreationException("the stream " + first.getAggregateIdentifier() + " was begun by somebody else", null)
        : wasWrong(first.getAggregateIdentifier());
  }

  /** Only what is of a stream: what else is published is never read by its identifier. */
  private void rememberOnceCommitted(List<? extends EventMessage<?>> events, Map<String, String> upon, boolean asWritten) {
    if (!CurrentUnitOfWork.isStarted()) return;
    var appended = events.stream().filter(DomainEventMessage.class::isInstance).<DomainEventMessage<?>>map(e -> (DomainEventMessage<?>) e)
        .collect(Collectors.groupingBy(DomainEventMessage::getAggregateIdentifier));
    CurrentUnitOfWork.get().root().afterCommit(done -> appended.forEach((stream, next) -> {
      if (asWritten) streams.extend(stream, Optional.ofNullable(upon.get(stream)), next);
      else streams.forget(stream);
    }));
  }

  /** Nobody makes any: a state is given with the events that it stands for. */
  @Override public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
    return Optional.empty();
  }
}
