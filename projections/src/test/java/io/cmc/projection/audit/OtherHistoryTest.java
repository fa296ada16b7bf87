// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.event.Event;
import io.cmc.projection.Generations;
import io.cmc.projection.RandomHistory;
import io.cmc.projection.ReadSide;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.read.SealedEventSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events are read, and before they are written another database stands behind the address: one whose history went another way. */
class OtherHistoryTest {

  private final ReadSide readSide = ReadSide.create();
  private final AuditProjection audit = new AuditProjection(readSide.sql(), readSide.bean(Generations.class), readSide.bean(SealedEventReader.class));
  private TrackedEventMessage<?> read;

  @BeforeEach void an_event_that_is_read() throws Exception {
    readSide.append(RandomHistory.of(RandomHistory.random("OtherHistoryTest"), 1, 2).subList(0, 3));
    try (var stream = readSide.bean(SealedEventSource.class).openStream(null)) {
      read = stream.nextAvailable();
    }
  }

  @AfterEach void close() {
    readSide.close();
  }

  @Test void it_is_written_where_it_still_is_what_is_sealed() {
    write();

    assertThat(entries()).isOne();
  }

  @Test void nothing_is_written_where_something_else_is_sealed_in_its_place() {
    readSide.asOwner("alter table event_seal disable trigger all; update event_seal set hash = decode(repeat('00', 32), 'hex') where position = 1");

    assertThatThrownBy(this::write).hasStackTraceContaining("not sealed as it was read");

    assertThat(entries()).isZero();
  }

  private void write() {
    UnitOfWork<TrackedEventMessage<?>> work = new DefaultUnitOfWork<>(read);
    work.attachTransaction(readSide.bean(TransactionManager.class));
    var result = work.executeWithResult(() -> {
      audit.on((Event) read.getPayload(), read, work);
      return null;
    });
    if (result.isExceptional()) throw new AssertionError(result.exceptionResult());
  }

  private long entries() {
    return readSide.sql().queryForObject("select count(*) from audit_entry", Long.class);
  }
}
