// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.letter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Carries out what people ordered about the dead letters of read models, and takes those that wait behind nothing any more. Every instance has
 * one; an order may be carried out twice, and then the second time finds nothing.
 */
public final class LetterClerk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LetterClerk.class);
  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

  // first of their sequence, and nobody has tried them: they were put behind one that was taken in that moment
  private static final String LEFT_ALONE = """
      select d.processing_group, d.event_identifier as event_id, 'RETRY' as deed from dead_letter_entry d
      join (select processing_group, sequence_identifier, min(sequence_index) as first from dead_letter_entry group by 1, 2) s
        on s.processing_group = d.processing_group and s.sequence_identifier = d.sequence_identifier and s.first = d.sequence_index
      where d.cause_type is null""";

  private final JdbcTemplate jdbc;
  private final Function<String, Optional<SequencedDeadLetterProcessor<EventMessage<?>>>> processors;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("letter-clerk").factory());

  /** @param processors of the read models' groups, by name */
  public LetterClerk(JdbcTemplate jdbc, Function<String, Optional<SequencedDeadLetterProcessor<EventMessage<?>>>> processors) {
    this.jdbc = jdbc;
    this.processors = processors;
  }

  private record Ordered(String group, String event, boolean discard) {
    static Ordered of(ResultSet r, int number) throws SQLException {
      return new Ordered(r.getString("processing_group"), r.getString("event_id"), r.getString("deed").equals("DISCARD"));
    }
  }

  public void start() {
    clock.scheduleWithFixedDelay(this::look, LOOK_AROUND.toMillis(), LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      carryOutAll();
    } catch (RuntimeException e) {
      LOG.info("Orders about dead letters are looked at again: {}", e.toString());
    }
  }

  /** May be called at any time, by anybody. */
  public void carryOutAll() {
    jdbc.query("select * from letter_order where processing_group <> 'kafka' order by ordered_at", Ordered::of).forEach(this::carryOut);
    jdbc.query(LEFT_ALONE, Ordered::of).forEach(first -> processors.apply(first.group()).ifPresent(processor -> take(first.event(), processor)));
  }

  private void carryOut(Ordered order) {
    var processor = processors.apply(order.group());
    if (processor.isPresent()) {
      if (order.discard()) discard(order, processor.get());
      else take(order.event(), processor.get());
    }
    jdbc.update("delete from letter_order where processing_group = ? and event_id = ?", order.group(), order.event());
  }

  private void discard(Ordered order, SequencedDeadLetterProcessor<EventMessage<?>> processor) {
    var sequence = jdbc.queryForList("delete from dead_letter_entry where processing_group = ? and event_identifier = ? returning sequence_identifier",
        String.class, order.group(), order.event());
    sequence.forEach(s -> head(order.group(), s).forEach(next -> take(next, processor)));
  }

  private List<String> head(String group, String sequence) {
    return jdbc.queryForList("select event_identifier from dead_letter_entry where processing_group = ? and sequence_identifier = ? "
        + "order by sequence_index limit 1", String.class, group, sequence);
  }

  /** With all that waits behind it, as far as that can be taken. */
  private static void take(String event, SequencedDeadLetterProcessor<EventMessage<?>> processor) {
    processor.process(letter -> letter.message().getIdentifier().equals(event));
  }

  @Override public void close() {
    clock.close(); // after the look that is under way
  }
}
