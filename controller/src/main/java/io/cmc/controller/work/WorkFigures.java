// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.controller.work.Lease.Kind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much durable work there is, by kind and by whether it is done now, is due, or is to come; read once for all gauges of a scrape. */
public final class WorkFigures {

  private static final Duration GOOD_FOR = Duration.ofSeconds(5);

  private enum Condition { LEASED, DUE, LATER }

  private record Seen(Instant at, Map<String, Long> numbers) {}

  private final JdbcClient db;
  private final InstantSource clock;
  private Seen seen = new Seen(Instant.MIN, Map.of());

  public WorkFigures(JdbcClient db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  public void bindTo(MeterRegistry registry) {
    for (var kind : Kind.values()) {
      for (var condition : Condition.values()) {
        Gauge.builder("migration.work", this, f -> f.number(kind, condition)).description("pieces of durable work; leased ones are being done")
            .tag("kind", StepTelemetry.word(kind)).tag("condition", StepTelemetry.word(condition)).register(registry);
      }
    }
  }

  private double number(Kind kind, Condition condition) {
    return seen().numbers().getOrDefault(kind + " " + condition, 0L);
  }

  private synchronized Seen seen() {
    var now = clock.instant();
    if (seen.at().isBefore(now.minus(GOOD_FOR))) seen = new Seen(now, read());
    return seen;
  }

  private Map<String, Long> read() {
    var numbers = new HashMap<String, Long>();
    try {
      db.sql("""
          select kind, case when lease_owner is not null and lease_until > clock_timestamp() then 'LEASED'
              when due_at <= clock_timestamp() then 'DUE' else 'LATER' end as condition, count(*) as n
          from durable_work group by 1, 2""").query(r -> {
            numbers.put(r.getString("kind") + " " + r.getString("condition"), r.getLong("n"));
          });
    } catch (DataAccessException away) {
      numbers.clear(); // that the database is away is said by who watches it
    }
    return numbers;
  }
}
