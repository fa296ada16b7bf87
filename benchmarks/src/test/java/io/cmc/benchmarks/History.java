// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import io.cmc.event.Event;
import io.cmc.event.IncidentEvent;
import io.cmc.event.JourneyEvent;
import io.cmc.event.StepEvent;
import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.projection.RandomHistory;
import io.cmc.projection.RandomMigration;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.schema.EventStoreSchema;
import io.cmc.store.schema.ServiceRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.messaging.MetaData;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A store full of migrations. One is made by chance, always the same, and written as the service writes events; the others are copies of
 * its rows under other names. The seals have the right places and no right hashes: who rebuilds does not look at them.
 */
final class History {

  private static final int SEED = 7;
  private static final String FIRST = "net-00001";
  private static final String COLUMNS = "event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type, payload_revision, payload, meta_data";
  private static final String COPY = "insert into domain_event_entry (" + COLUMNS + """
      ) select md5(event_identifier || name), replace(aggregate_identifier, ?, name), sequence_number, type, time_stamp, payload_type, payload_revision,
        replace(payload, ?, name), meta_data
      from (select 'net-' || lpad(n::text, 5, '0') as name from generate_series(2, ?) n) names
      cross join lateral (select * from domain_event_entry where global_index <= ? order by global_index) one""";
  private static final String SEAL = """
      insert into event_seal (position, global_index, migration, migration_sequence, hash)
      select global_index, global_index, migration, row_number() over (partition by migration order by global_index), decode(repeat('00', 32), 'hex')
      from (select global_index, split_part(aggregate_identifier, '/', 1) as migration from domain_event_entry) e order by global_index""";

  private final EventSerializer serializer = new EventSerializer(EventNames.standard());
  private final Map<String, Long> sequences = new HashMap<>();
  private final JdbcTemplate store;

  private History(JdbcTemplate store) {
    this.store = store;
  }

  /** Fills an empty database. @param least events. @return how many there are */
  static long fill(DataSource owner, int least, int participants) {
    new EventStoreSchema(owner).prepare(new ServiceRole("cmc_service", Optional.empty()));
    var history = new History(new JdbcTemplate(owner));
    var one = one(participants);
    history.write(one);
    history.store.update(COPY, FIRST, FIRST, Math.ceilDiv(least, one.size()), one.size());
    history.store.update(SEAL);
    history.store.execute("vacuum analyze");
    return history.store.queryForObject("select max(position) from event_seal", Long.class);
  }

  /** One that was not given up early. */
  private static List<Event> one(int participants) {
    var random = new Random(SEED);
    var names = IntStream.rangeClosed(1, participants).mapToObj(n -> new NodeName("bank-" + n)).toList();
    return Stream.generate(() -> RandomMigration.of(random, new MigrationId(FIRST), names)).filter(e -> e.size() > 60 * participants).findFirst().orElseThrow();
  }

  private void write(List<Event> events) {
    var rows = IntStream.range(0, events.size()).mapToObj(n -> row(n, events.get(n))).toList();
    store.batchUpdate("insert into domain_event_entry (" + COLUMNS + ") values (?" + ", ?".repeat(8) + ")", rows);
  }

  private Object[] row(int number, Event event) {
    var payload = serializer.serialize(event, String.class);
    var metadata = serializer.serialize(MetaData.from(RandomHistory.metadata(number)), String.class);
    var stream = stream(event);
    return new Object[] {UUID.randomUUID().toString(), stream, sequences.merge(stream, 1L, Long::sum) - 1, stream.contains("/") ? "participant" : "migration",
        event.at().toString(), payload.getType().getName(), payload.getType().getRevision(), payload.getData(), metadata.getData()};
  }

  private static String stream(Event event) {
    if (event instanceof IncidentEvent i) return i.incident().value().replaceAll("!.*", "");
    if (event instanceof StepEvent s && s.node().isDomains()) return s.migration().value();
    return event instanceof JourneyEvent j ? new JourneyId(j.migration(), j.node()).toString() : event.migration().value();
  }
}
