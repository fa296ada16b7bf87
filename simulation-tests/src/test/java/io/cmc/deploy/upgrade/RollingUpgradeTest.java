// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.deploy.system.Site;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Phase;
import io.cmc.store.seal.ChainCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances on one database, the old one and the new one. The tables get what a script may give them while the old one works on; it is
 * told to end in the middle of a move, and the new one takes over.
 */
class RollingUpgradeTest {

  /** Statements that were prepared for the tables as they were: their connections are given up, and what they were part of is done again. */
  private static final String TABLE_CHANGED = "com.zaxxer.hikari.pool.*SQLSTATE\\(0A000\\)";
  /** What a read model's own transaction was to undo when its connection was given up; it begins again by itself. */
  private static final String BEGINS_AGAIN = "org.axonframework.eventhandling.pooled.Coordinator: .*(JDBC rollback failed|cached plan must not change result type)";

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS, "Closed by interrupt", TABLE_CHANGED, BEGINS_AGAIN);

  private static final String MIGRATION = "upgraded";
  private static final String EXPANDED = """
      do $$
      declare
        it text;
      begin
        create table of_the_new_version (id bigint generated always as identity primary key, at timestamptz not null default now());
        for it in select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'flyway%' loop
          execute format('alter table %I add column of_the_new_version text not null default %L', it, 'not known to the old one');
        end loop;
      end $$""";

  @TempDir private Path folder;
  private final String database = ServiceDatabase.create();
  private Fleet fleet;
  private InProcess old;
  private InProcess renewed;

  @BeforeEach void start() {
    fleet = Fleet.start(folder, 3, 47);
    old = InProcess.start(folder.resolve("old"), database, new String[0]);
  }

  @AfterEach void stop() {
    if (renewed != null) renewed.close();
    old.close();
    fleet.close();
  }

  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  @Test void the_old_instance_works_on_the_tables_of_the_new_one_and_hands_over_when_it_is_told_to_end() {
    var held = fleet.site().network().faults().atPhase("participantB", Phase.M3_TARGET_MIGRATING, new Fault.HangAtPhase());
    fleet.begin(old.console(), MIGRATION, "--hold-before", "MOVE_CONTRACTS");
    old.console().awaitState(MIGRATION, MigrationState.AT_GATE);

    Site.sql(database).sql(EXPANDED).update();
    old.console().must("release", MIGRATION, "--gate", "MOVE_CONTRACTS", "--reason", "a test");
    assertThat(held.awaitHit(Duration.ofMinutes(2))).as("participantB is in the middle of its move, by the old one").isTrue();
    renewed = InProcess.start(folder.resolve("new"), database, new String[0]);
    var told = System.nanoTime();
    old.close();
    System.out.println("the old instance ended in " + Duration.ofNanos(System.nanoTime() - told) + ", while a node hung");
    var last = fleet.lastCall();
    held.release();

    renewed.console().awaitState(MIGRATION, MigrationState.COMPLETED);
    assertThat(fleet.callers(call -> call.seq() > last)).as("since the old one ended").hasSize(1).doesNotContainAnyElementsOf(fleet.callers(call -> call.seq() <= last));
    fleet.judge();
    assertThat(fleet.repeated()).isEmpty();
    await("all is sealed").atMost(Duration.ofMinutes(1)).until(() -> renewed.store().sql("select count(*) - (select count(*) from event_seal) from domain_event_entry").query(Long.class).single() == 0);
    assertThat(new ChainCheck(renewed.context().getBean(DataSource.class)).verify().fault()).isEmpty();
    assertThat(renewed.store().sql("select count(*) from dead_letter_entry").query(Long.class).single()).isZero();
  }
}
