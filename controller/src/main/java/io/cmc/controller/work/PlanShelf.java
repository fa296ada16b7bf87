// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.plan.MigrationPlan;
import io.cmc.store.commit.EndOfTransaction;
import io.cmc.store.commit.Gathering;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The kept plans as they are now, for those who do the work. Those that were asked for last are in memory, each until it was changed. */
public final class PlanShelf {

  static final int MOST = 64;

  private final JdbcClient db;
  private final EndOfTransaction end;
  private final ObjectMapper json;
  private final Map<String, Read> read = new ConcurrentHashMap<>();
  private final AtomicLong uses = new AtomicLong();
  /** Of all that begin a step at the same time most are of one migration. */
  private final Gathering<MigrationId, Optional<Long>> editions = new Gathering<>(2, 32);

  /** @param used when it was asked for, as a number that grows */
  private record Read(long edition, MigrationPlan plan, AtomicLong used) {}

  PlanShelf(JdbcClient db, EndOfTransaction end, ObjectMapper json) {
    this.db = db;
    this.end = end;
    this.json = json;
  }

  /** Empty when no plan of this name is kept. */
  public Optional<MigrationPlan> find(MigrationId migration) {
    var kept = db.sql("select count(*) from kept_plan where migration = :migration").param("migration", migration.value()).query(Integer.class).single();
    return kept == 0 ? Optional.empty() : Optional.of(plan(migration));
  }

  /** Nodes whose step waits for a person. */
  public List<NodeName> parked(MigrationId migration) {
    return db.sql("select node from parked_step where migration = :migration order by node").param("migration", migration.value())
        .query(String.class).list().stream().map(NodeName::new).toList();
  }

  /** Of these nodes those that a kept plan has, and whose they are by the newest; empty: nobody's. */
  public Map<String, String> teams(Collection<String> uids) {
    var teams = new HashMap<String, String>();
    if (uids.isEmpty()) return teams;
    db.sql("""
        select distinct on (p ->> 'uid') p ->> 'uid', coalesce(p ->> 'team', '') from kept_plan cross join jsonb_array_elements(plan::jsonb -> 'participants') p
        where p ->> 'uid' in (:uids) order by p ->> 'uid', edition desc""").param("uids", uids).query(r -> {
          teams.put(r.getString(1), r.getString(2));
        });
    return teams;
  }

  public MigrationPlan plan(MigrationId migration) {
    var edition = end.look(() -> editions.ask(migration, this::editions), () -> edition(migration));
    return plan(migration, edition.orElseThrow(() -> new EmptyResultDataAccessException("no plan of " + migration + " is kept", 1)));
  }

  private List<Optional<Long>> editions(List<MigrationId> asked) {
    var known = asked.stream().distinct().collect(Collectors.toMap(Function.identity(), this::edition));
    return asked.stream().map(known::get).toList();
  }

  private Optional<Long> edition(MigrationId migration) {
    return db.sql("select edition from kept_plan where migration = :migration").param("migration", migration.value()).query(Long.class).optional();
  }

  /** As of an edition that was just read, or later. */
  MigrationPlan plan(MigrationId migration, long edition) {
    var found = read.compute(migration.value(), (m, known) -> known != null && known.edition() == edition ? known : load(m));
    found.used().set(uses.incrementAndGet());
    if (read.size() > MOST) forgetOne();
    return found.plan();
  }

  /** The one that was not asked for the longest. */
  private void forgetOne() {
    read.entrySet().stream().min(Comparator.comparing(e -> e.getValue().used().get())).ifPresent(e -> read.remove(e.getKey(), e.getValue()));
  }

  void put(MigrationPlan plan, String hash) {
    db.sql("insert into kept_plan (migration, plan_hash, plan) values (:migration, :hash, :plan)").param("migration", plan.migration().value())
        .param("hash", hash).param("plan", write(plan)).update();
  }

  /** An amendment, or an exclusion. */
  void change(MigrationPlan plan) {
    db.sql("update kept_plan set plan = :plan, edition = nextval('plan_edition') where migration = :migration").param("migration", plan.migration().value())
        .param("plan", write(plan)).update();
  }

  private Read load(String migration) {
    return db.sql("select edition, plan from kept_plan where migration = :migration").param("migration", migration)
        .query((r, n) -> new Read(r.getLong("edition"), plan(migration, r.getString("plan")), new AtomicLong())).single();
  }

  private MigrationPlan plan(String migration, String text) {
    try {
      return json.readValue(text, MigrationPlan.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the kept plan of " + migration + " cannot be read", e);
    }
  }

  private String write(MigrationPlan plan) {
    try {
      return json.writeValueAsString(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the plan of " + plan.migration() + " cannot be written", e);
    }
  }
}
