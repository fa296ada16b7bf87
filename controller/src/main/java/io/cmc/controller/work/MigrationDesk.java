// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.event.JourneyEvent.StageReached;
import io.cmc.event.MigrationEvent.*;
import io.cmc.event.MigrationEvent.MigrationAmended;
import io.cmc.event.MigrationEvent.MigrationRestored;
import io.cmc.event.MigrationEvent.PanicEnded;
import io.cmc.event.MigrationEvent.PanicStopped;
import io.cmc.event.MigrationEvent.ParticipantExcluded;
import io.cmc.event.MigrationEvent.ReconcileBegan;
import io.cmc.event.MigrationEvent.ReconcileEnded;
import io.cmc.id.MigrationId;
import io.cmc.journey.Phase;
import io.cmc.journey.Stage;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps what must be unique or quickly known about migrations, in the transaction of their events. */
@ProcessingGroup("work")
public class MigrationDesk {

  private final JdbcClient db;
  private final PlanShelf plans;
  private final WorkTable work;
  private final Wake wake;

  MigrationDesk(JdbcClient db, PlanShelf plans, WorkTable work, Wake wake) {
    this.db = db;
    this.plans = plans;
    this.work = work;
    this.wake = wake;
  }

  @EventHandler void on(MigrationPlanned e) {
    plans.put(e.plan(), e.hash().value());
    db.sql("insert into migration_control (migration) values (:migration)").param("migration", e.migration().value()).update();
  }

  /** A participant is in one migration at a time, and an alias is given once. Refuses the start otherwise. */
  @EventHandler void on(MigrationStarted e) {
    var plan = plans.plan(e.migration());
    var always = Comparator.comparing((ParticipantPlan p) -> p.uid().value()); // in one order, so that two starts wait and do not lock each other
    plan.participants().stream().sorted(always).forEach(p -> claim(plan, p.uid().value(), p.name().value()));
  }

  private void claim(MigrationPlan plan, String uid, String name) {
    var taken = db.sql("""
        insert into active_participant (uid, participant, migration) values (:uid, :name, :migration)
        on conflict (uid) do update set uid = excluded.uid returning migration""")
        .param("uid", uid).param("name", name).param("migration", plan.migration().value()).query(String.class).single();
    if (!taken.equals(plan.migration().value())) {
      throw new OrderRejected(Problem.of(ProblemCode.PARTICIPANT_BUSY, name + " in no other migration", "it is in one"));
    }
    alias(plan, uid, name);
  }

  private void alias(MigrationPlan plan, String uid, String name) {
    var alias = plan.target().alias().value();
    var by = db.sql("""
        insert into used_alias (uid, alias, migration) values (:uid, :alias, :migration)
        on conflict (uid, alias) do update set uid = excluded.uid returning migration""")
        .param("uid", uid).param("alias", alias).param("migration", plan.migration().value()).query(String.class).single();
    if (!by.equals(plan.migration().value())) {
      throw new OrderRejected(Problem.of(ProblemCode.ALIAS_TAKEN, "an alias that was never used on " + name, alias + ", used by another migration"));
    }
  }

  /** Those who do the work go by the plan as it is now. */
  @EventHandler void on(MigrationAmended e) {
    plans.change(e.plan());
    work.pace(e.plan());
    wake.call();
  }

  @EventHandler void on(ParticipantExcluded e) {
    plans.change(plans.plan(e.migration()).without(e.participant()));
  }

  /** From now on somebody else's changes matter. */
  @EventHandler void on(PhaseBegan e) {
    if (e.phase() != Phase.QUIESCE) return;
    work.watch(e.migration().value(), Lanes.watch(e.migration()));
    wake.ring();
  }

  @EventHandler void on(MigrationHeld e) {
    stop(e.migration(), Stop.HELD, true);
  }

  @EventHandler void on(MigrationResumed e) {
    stop(e.migration(), Stop.HELD, false);
  }

  @EventHandler void on(PanicStopped e) {
    stop(e.migration(), Stop.PANICKED, true);
  }

  @EventHandler void on(PanicEnded e) {
    stop(e.migration(), Stop.PANICKED, false);
  }

  @EventHandler void on(ReconcileBegan e) {
    stop(e.migration(), Stop.COMPARING, true);
  }

  @EventHandler void on(ReconcileEnded e) {
    stop(e.migration(), Stop.COMPARING, false);
  }

  private enum Stop { HELD, PANICKED, COMPARING }

  /** Raises the epoch: whoever asked before must ask again. */
  private void stop(MigrationId migration, Stop reason, boolean on) {
    db.sql("update migration_control set " + reason.name().toLowerCase(Locale.ROOT) + " = :on, epoch = epoch + 1 where migration = :migration")
        .param("on", on).param("migration", migration.value()).update();
    if (!on) wake.call();
  }

  @EventHandler void on(MigrationCompleted e) {
    end(e.migration());
  }

  @EventHandler void on(MigrationAborted e) {
    end(e.migration());
  }

  @EventHandler void on(MigrationRestored e) {
    end(e.migration());
  }

  /** An excluded participant that has gone back, or never had to, may take part in another migration. */
  @EventHandler void on(StageReached e) {
    if (e.stage() != Stage.RETURN_EXCLUDED) return;
    db.sql("delete from active_participant where uid = :uid and migration = :migration")
        .param("uid", plans.plan(e.migration()).participant(e.node()).uid().value()).param("migration", e.migration().value()).update();
  }

  /** Excluded participants that are not back yet go on after the end. */
  private void end(MigrationId migration) {
    var aside = plans.plan(migration).aside().stream().map(p -> p.name().value()).toList();
    db.sql("delete from active_participant where migration = :migration and participant not in (:aside)").param("migration", migration.value())
        .param("aside", aside.isEmpty() ? List.of("") : aside).update();
    work.close(migration.value(), aside);
    wake.call(); // others may wait for places at the same database servers
  }
}
