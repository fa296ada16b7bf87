// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.store.commit.Gathering;
import io.cmc.store.engine.Proviso;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcOperations;

/** Whether leases are held, as the database has it when it is asked, once for as many as ask at the same time, or when an event is stored. */
final class LeaseLooks {

  private static final String HELD = "select from durable_work w where w.work_id = %s and w.lease_owner = %s and w.epoch = %s and w.lease_until > clock_timestamp()";
  private static final String HELD_FOR_EACH = """
      select exists (%s + make_interval(secs => q.seconds)
          and not exists (select from migration_control c where c.migration = w.migration and (q.may_not = 'STOPPED' and c.stopped or c.panicked)))
      from unnest(?::bigint[], ?::text[], ?::bigint[], ?::float8[], ?::text[]) with ordinality q (id, owner, epoch, seconds, may_not, n) order by q.n"""
      .formatted(HELD.formatted("q.id", "q.owner", "q.epoch"));
  private static final String HELD_AND_MAYBE_NOT_STOPPED = """
      exists (%s
        and not (? and exists (select from migration_control c where c.migration = w.migration and c.stopped)))""".formatted(HELD.formatted("?", "?", "?"));
  private static final int SIDE_BY_SIDE = 2;
  /** As many as the server reckons with where it does not know how many there are, and always so many: then one plan for all is no worse than one for each. */
  private static final int MOST = 10;
  private static final Look NOBODYS = new Look(new Lease(-1, Lease.Kind.STEP, "", "", "", "", false, 0, -1, "", new Origin("", "", ""), 0), Duration.ZERO,
      Unless.STOPPED);

  private final Gathering<Look, Boolean> gathering = new Gathering<>(SIDE_BY_SIDE, MOST);
  private final JdbcOperations jdbc;

  LeaseLooks(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** What a migration may not be. */
  enum Unless { STOPPED, PANICKED }

  /** @param left for how long it has to last still */
  record Look(Lease lease, Duration left, Unless unless) {}

  /** @param stoppable whether it does not hold either while anything stops the migration */
  static Proviso proviso(Lease lease, boolean stoppable) {
    return new Proviso(HELD_AND_MAYBE_NOT_STOPPED, List.of(lease.workId(), lease.owner(), lease.epoch(), stoppable));
  }

  boolean holds(Look look) {
    return gathering.ask(look, this::all);
  }

  private List<Boolean> all(List<Look> asked) {
    var looks = Stream.concat(asked.stream(), Stream.generate(() -> NOBODYS)).limit(MOST).toList();
    return jdbc.query(HELD_FOR_EACH, (row, n) -> row.getBoolean(1), of(looks, l -> l.lease().workId(), Long[]::new), of(looks, l -> l.lease().owner(), String[]::new),
        of(looks, l -> l.lease().epoch(), Long[]::new), of(looks, l -> l.left().toMillis() / 1000.0, Double[]::new), of(looks, l -> l.unless().name(), String[]::new));
  }

  private static <T> Object of(List<Look> looks, Function<Look, T> part, IntFunction<T[]> array) {
    return looks.stream().map(part).toArray(array);
  }
}
