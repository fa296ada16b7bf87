// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.controller.port.Fence;
import io.cmc.controller.work.Lease.Kind;
import io.cmc.controller.work.LeaseLooks.Look;
import io.cmc.controller.work.LeaseLooks.Unless;
import io.cmc.controller.work.Writes.Statement;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.store.engine.Proviso;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.jdbc.core.RowMapperResultSetExtractor;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of durable work. Leases run by the database's clock, so that no instance's clock matters. */
final class WorkTable {

  /** Claims are made one after the other, so that the bounds of the lanes hold exactly; any constant of our own. */
  private static final long CLAIM_LOCK = 0x636d63_0001L;

  /** A pass through the fence outlives nobody's lease. */
  private static final Duration TO_CALL = Fence.PASS.multipliedBy(2);

  /** Whoever writes work has the others told of it once it is committed: {@link Wake#ring}. */
  private static final String WITH_LANE = """
      with wide as (insert into lane (lane, migration, lane_limit)
        select :lane, :lane_of, coalesce(nullif(:places, 0), (select k.parallel from kept_plan k where k.migration = :lane_of), %d)
        where set_config('cmc.rings', 'after commit', true) is not null on conflict (lane) do nothing)""".formatted(Pace.DEFAULT.parallel());
  private static final String UNPARKED = "unparked as (delete from parked_step where migration = :migration and node = :node)";

  /** Of one lane. Times are those of the statement: one that changes while it runs ends no scan of an index. */
  private static final String DUE = """
      select d.work_id, d.due_at from durable_work d where %s and d.lane = f.lane and d.due_at <= statement_timestamp()
        and (d.kind in ('FAN_IN', 'COMPARE', 'WATCH') or d.migration not in (:but)
          and not exists (select from migration_control c where c.migration = d.migration and c.stopped))""";
  /** The rest of its transaction begins when everybody else is done. */
  private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(:lock), clock_timestamp() as now";
  private static final String CLAIM = """
      with free as materialized (
        select l.lane, l.lane_limit - (select count(*) from durable_work b
          where b.lane = l.lane and b.lease_owner is not null and b.lease_until > statement_timestamp()) as slots
        from lane l),
      picked as materialized (
        select w.work_id from free f cross join lateral (
          select due.work_id, due.due_at from ((%s order by d.due_at, d.work_id limit greatest(f.slots, 0)) union all %s) due
          order by due.due_at, due.work_id limit greatest(f.slots, 0)) w
        order by w.due_at, w.work_id limit :most)
      update durable_work w set lease_owner = :owner, lease_until = clock_timestamp() + make_interval(secs => :seconds), epoch = greatest(epoch + 1, :least)
      from picked p where w.work_id = p.work_id
      returning w.work_id, w.kind, w.migration, w.node, w.payload, w.notes, w.acted, w.failures, w.epoch, w.lease_owner, w.cause, w.correlation, w.trace,
        (select k.edition from kept_plan k where k.migration = w.migration) as edition""".formatted(DUE.formatted("d.lease_owner is null"),
      DUE.formatted("d.lease_owner is not null and d.lease_until <= statement_timestamp() and (d.kind <> 'STEP' or d.lease_owner = :owner)"));

  /**
   * For the transaction of a claim: it follows its index, by a plan that is made once for each session. Without statistics, or with old ones, the server
   * sorts all that waits, and makes a new plan, for each claim.
   */
  private static final String BY_INDEX = ", set_config('plan_cache_mode', 'force_generic_plan', true)" + Stream.of("seqscan", "bitmapscan", "sort", "hashjoin", "mergejoin")
      .map(way -> ", set_config('enable_" + way + "', 'off', true)").collect(Collectors.joining());

  private static final String ORPHANED = "kind = 'STEP' and lease_owner is not null and lease_owner <> :owner and lease_until <= clock_timestamp()";

  private final NamedParameterJdbcOperations statements;
  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final LeaseLooks looks;
  private final Writes writes;
  private final Wake wake;
  /** By the database's clock; what is due then and was not taken waits for a place. */
  private volatile OffsetDateTime claimedLast = Instant.EPOCH.atOffset(ZoneOffset.UTC);

  /** @param writes by which everything goes that events leave behind; @param wake called when a piece that no event is about leaves its place */
  WorkTable(NamedParameterJdbcOperations statements, TransactionTemplate transaction, Writes writes, Wake wake) {
    this.statements = statements;
    this.db = JdbcClient.create(statements);
    this.looks = new LeaseLooks(statements.getJdbcOperations());
    this.transaction = transaction;
    this.writes = writes;
    this.wake = wake;
  }

  void add(Kind kind, String migration, String node, Lane lane, String payload) {
    var origin = Origin.here();
    into(lane, WITH_LANE + """
         insert into durable_work (kind, migration, node, lane, payload, cause, correlation, trace)
        values (:kind, :migration, :node, :lane, :payload, :cause, :correlation, :trace)""")
        .param("kind", kind.name()).param("migration", migration).param("node", node).param("payload", payload)
        .param("cause", origin.cause()).param("correlation", origin.correlation()).param("trace", origin.trace()).update();
  }

  /** @param sql with the parameters of the lane in it */
  private Statement into(Lane lane, String sql) {
    return writes.sql(sql).param("lane", lane.name()).param("lane_of", lane.migration()).param("places", lane.places());
  }

  /** A node does one step at a time: what it did before is replaced, whoever was doing it is fenced off, and nobody is waited for any more. */
  void step(String migration, String node, Lane lane, String payload) {
    var origin = Origin.here();
    into(lane, WITH_LANE + ", " + UNPARKED + """
         insert into durable_work (kind, migration, node, lane, payload, cause, correlation, trace)
        values ('STEP', :migration, :node, :lane, :payload, :cause, :correlation, :trace)
        on conflict (migration, node) where kind = 'STEP' do update
          set lane = excluded.lane, payload = excluded.payload, cause = excluded.cause, correlation = excluded.correlation, trace = excluded.trace, notes = '{}', acted = false, failures = 0, due_at = clock_timestamp(),
              lease_owner = null, lease_until = null, epoch = durable_work.epoch + 1""")
        .param("migration", migration).param("node", node).param("payload", payload)
        .param("cause", origin.cause()).param("correlation", origin.correlation()).param("trace", origin.trace()).update();
  }

  void acted(String migration, String node) {
    writes.sql("update durable_work set acted = true where kind = 'STEP' and migration = :migration and node = :node")
        .param("migration", migration).param("node", node).update();
  }

  /** Again after a while by the database's clock; whoever holds the lease gives it up with it. */
  void again(String migration, String node, Duration after, int failures) {
    writes.sql("""
        update durable_work set due_at = clock_timestamp() + make_interval(secs => :after), failures = :failures, lease_owner = null, lease_until = null
        where kind = 'STEP' and migration = :migration and node = :node""")
        .param("after", after.toMillis() / 1000.0).param("failures", failures).param("migration", migration).param("node", node).update();
  }

  /** Whoever works in lane {@code from} goes on in lane {@code to}; who has a lane of its own keeps it. */
  void change(String migration, String node, String from, Lane to) {
    into(to, WITH_LANE + " update durable_work set lane = :lane where kind = 'STEP' and migration = :migration and node = :node and lane = :from")
        .param("migration", migration).param("node", node).param("from", from).update();
  }

  /** Nothing of the step is left to be done, and nobody is waited for. */
  void stepDone(String migration, String node) {
    writes.sql("with " + UNPARKED + " delete from durable_work where kind = 'STEP' and migration = :migration and node = :node")
        .param("migration", migration).param("node", node).update();
  }

  void parked(String migration, String node) {
    writes.sql("insert into parked_step (migration, node) values (:migration, :node) on conflict do nothing")
        .param("migration", migration).param("node", node).update();
  }

  List<Lease> claim(String owner, Duration lease, int most) {
    return claim(owner, lease, most, Set.of(), 0);
  }

  /**
   * Takes what is due. Not what an instance that is gone was doing on a node, see {@link #others}.
   *
   * @param but migrations that nothing new begins for
   * @param least epoch that a lease has at the least
   */
  List<Lease> claim(String owner, Duration lease, int most, Set<String> but, long least) {
    var values = Map.of("lock", CLAIM_LOCK, "most", most, "owner", owner, "seconds", lease.toMillis() / 1000.0, "but", but.isEmpty() ? Set.of("") : but, "least", least);
    return transaction.execute(status -> statements.execute(ONE_AT_A_TIME + BY_INDEX + ";\n" + CLAIM, values, this::claimed));
  }

  private List<Lease> claimed(PreparedStatement both) throws SQLException {
    both.execute();
    try (var alone = both.getResultSet()) {
      alone.next();
      claimedLast = alone.getObject("now", OffsetDateTime.class);
    }
    both.getMoreResults();
    try (var taken = both.getResultSet()) {
      return new RowMapperResultSetExtractor<>(WorkTable::lease).extractData(taken);
    }
  }

  /** Leases of an owner that he does not know of, as he was not told how his claim ended; one that is still on its way is waited for. */
  void giveBackAllBut(String owner, Set<Long> known) {
    transaction.executeWithoutResult(status -> {
      db.sql(ONE_AT_A_TIME).param("lock", CLAIM_LOCK).query().singleRow();
      db.sql("update durable_work set lease_owner = null, lease_until = null where lease_owner = :owner and work_id not in (:known)")
          .param("owner", owner).param("known", known.isEmpty() ? Set.of(-1L) : known).update();
    });
  }

  /**
   * @param orphaned migrations with steps whose lease of another owner has run out: nobody knows how far they came
   * @param present whether another instance is there, with work or without, or nobody can tell
   */
  record Others(List<String> orphaned, boolean present) {}

  Others others(String owner) {
    var orphaned = new ArrayList<String>();
    var present = new AtomicBoolean();
    db.sql("select w.migration, bool_or(" + ORPHANED + ") as orphaned, bool_or(lease_until > clock_timestamp()) as present from lane l cross join lateral"
        + " (select * from durable_work d where d.lane = l.lane and d.lease_owner is not null and d.lease_owner <> :owner offset 0) w"
        + " group by w.migration union all select '', false, (" + Presence.OTHERS + ") order by migration")
        .param("owner", owner).param("me", new Presence(owner).me()).query(row -> {
          if (row.getBoolean("orphaned")) orphaned.add(row.getString("migration"));
          if (row.getBoolean("present")) present.set(true);
        });
    return new Others(orphaned, present.get());
  }

  /** Such steps may be taken again. */
  void release(String migration, String owner) {
    db.sql("update durable_work set lease_owner = null, lease_until = null, epoch = epoch + 1 where migration = :migration and " + ORPHANED)
        .param("owner", owner).param("migration", migration).update();
  }

  /**
   * Which database this is: another one after a restore, and after a standby was promoted; the same after a restart. Where the server does
   * not tell, a promotion goes unnoticed.
   */
  String database() {
    var self = db.sql("select oid::text from pg_database where datname = current_database()").query(String.class).single();
    try {
      return self + db.sql("select system_identifier || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) from pg_control_system()")
          .query(String.class).single();
    } catch (DataAccessResourceFailureException noAnswer) {
      throw noAnswer;
    } catch (NonTransientDataAccessException notTold) {
      return self;
    }
  }

  /** Migrations that were started and have not ended, and those that excluded participants are still to come back from. */
  List<String> underWay() {
    return db.sql("select distinct migration from active_participant order by migration").query(String.class).list();
  }

  /** Begins to watch a migration; told twice, the second time changes nothing. */
  void watch(String migration, Lane lane) {
    into(lane, WITH_LANE + """
         insert into durable_work (kind, migration, node, lane, payload) values ('WATCH', :migration, '', :lane, '{}')
        on conflict (migration) where kind = 'WATCH' do nothing""").param("migration", migration).update();
  }

  /** @return absent when it is being compared: then nobody else looks; else the epoch, another one after every stop */
  Optional<Long> watchable(String migration) {
    return db.sql("select epoch from migration_control where migration = :migration and not comparing").param("migration", migration)
        .query(Long.class).optional();
  }

  /** When the next piece becomes due that was not due at the last claim; what was due then waits for a place in its lane, and whoever leaves one wakes us. */
  Optional<Duration> nextDue() {
    return db.sql("""
        select extract(epoch from min(n.due_at) - clock_timestamp()) from lane l cross join lateral (select d.due_at from durable_work d
          where d.lane = l.lane and d.lease_owner is null and d.due_at > :since order by d.due_at, d.work_id limit 1) n""").param("since", claimedLast)
        .query(Double.class).optional().map(s -> Duration.ofMillis(Math.max(0, Math.round(s * 1000))));
  }

  /** Keeps leases alive while work is being done. */
  void renew(String owner, Collection<Long> workIds, Duration lease) {
    if (workIds.isEmpty()) return;
    db.sql("""
        update durable_work set lease_until = clock_timestamp() + make_interval(secs => :seconds)
        where lease_owner = :owner and lease_until > clock_timestamp() and work_id in (:ids)""")
        .param("seconds", lease.toMillis() / 1000.0).param("owner", owner).param("ids", workIds).update();
  }

  /** Whoever was overtaken tells nothing. */
  Proviso ifHeld(Lease lease) {
    return LeaseLooks.proviso(lease, false);
  }

  /** Nobody means to call a node who was overtaken, or while nothing may begin. */
  Proviso ifMayCall(Lease lease) {
    return LeaseLooks.proviso(lease, true);
  }

  /** The fence of the first call that follows an intent: what stopped everything while that was stored stops the call too. */
  boolean mayBegin(Lease lease) {
    return looks.holds(new Look(lease, TO_CALL, Unless.STOPPED));
  }

  /** The fence: asked just before every other call that changes a node. A panic stop closes it; a hold does not, since what runs ends. */
  boolean mayGoOn(Lease lease) {
    return looks.holds(new Look(lease, TO_CALL, Unless.PANICKED));
  }

  /** Gives a lease back with what the step remembers, to be taken again after a while. */
  void giveBack(Lease lease, String notes, Duration after) {
    db.sql("""
        update durable_work set notes = :notes, due_at = clock_timestamp() + make_interval(secs => :seconds), lease_owner = null, lease_until = null
        where work_id = :id and lease_owner = :owner and epoch = :epoch""")
        .param("notes", notes).param("seconds", after.toMillis() / 1000.0).param("id", lease.workId()).param("owner", lease.owner())
        .param("epoch", lease.epoch()).update();
    wake.call();
  }

  /** Gives a lease back to be taken again at once, in another lane. */
  void giveBackInto(Lease lease, String notes, Lane lane) {
    into(lane, WITH_LANE + """
         update durable_work set notes = :notes, lane = :lane, due_at = clock_timestamp(), lease_owner = null, lease_until = null
        where work_id = :id and lease_owner = :owner and epoch = :epoch""")
        .param("notes", notes).param("id", lease.workId()).param("owner", lease.owner()).param("epoch", lease.epoch()).update();
    wake.call();
  }

  /** Whoever held a lease and left nothing behind, as somebody else has it now, or may: the place that it took is looked at. */
  void left() {
    wake.call();
  }

  List<Lease> fanIn(String migration, int most) {
    return db.sql("""
        select work_id, kind, migration, node, payload, notes, acted, failures, epoch, coalesce(lease_owner, '') as lease_owner,
          cause, correlation, trace, null as edition
        from durable_work where kind = 'FAN_IN' and migration = :migration order by work_id limit :most""")
        .param("migration", migration).param("most", most).query(WorkTable::lease).list();
  }

  void done(Collection<Long> workIds) {
    if (!workIds.isEmpty()) db.sql("delete from durable_work where work_id in (:ids)").param("ids", workIds).update();
    wake.call();
  }

  /** The bounds of a migration's own lane, and of the lanes of its database hosts, as the plan has them now. */
  void pace(MigrationPlan plan) {
    writes.sql("update lane set lane_limit = :parallel where lane in (:step, :beside)").param("parallel", plan.pace().parallel())
        .param("step", "step:" + plan.migration()).param("beside", "beside:" + plan.migration()).update();
    var hosts = plan.participants().stream().flatMap(p -> p.database().stream()).map(d -> "backup@" + d.host() + ":" + d.port()).distinct().toList();
    if (hosts.isEmpty()) return;
    writes.sql("update lane set lane_limit = :backups where lane in (:hosts)").param("backups", plan.pace().backupsPerHost()).param("hosts", hosts).update();
  }

  /** Nothing more is to be done for a migration, but for these nodes; what is to be told to others comes too late and changes nothing. */
  void close(String migration, List<String> but) {
    var kept = but.isEmpty() ? List.of("") : but;
    writes.sql("""
        delete from durable_work where migration = :migration and kind <> 'FAN_IN'
          and not (kind = 'STEP' and node in (:but)) and not (kind = 'FAN_OUT' and :some)""")
        .param("migration", migration).param("but", kept).param("some", !but.isEmpty()).update();
    writes.sql("delete from parked_step where migration = :migration and node not in (:but)").param("migration", migration).param("but", kept).update();
    if (!but.isEmpty()) return; // a lane could be written into just now
    writes.sql("""
        delete from lane where migration = :migration and lane not like 'fan-in:%'
          and not exists (select from durable_work w where w.lane = lane.lane)""").param("migration", migration).update();
  }

  private static Lease lease(ResultSet r, int row) throws SQLException {
    return new Lease(r.getLong("work_id"), Kind.valueOf(r.getString("kind")), r.getString("migration"), r.getString("node"),
        r.getString("payload"), r.getString("notes"), r.getBoolean("acted"), r.getInt("failures"), r.getLong("epoch"),
        r.getString("lease_owner"), new Origin(r.getString("cause"), r.getString("correlation"), r.getString("trace")), r.getLong("edition"));
  }
}
