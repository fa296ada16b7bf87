// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/**
 * Brings a database to the state that this version needs, as its owner: tables of all modules on the class path, the service's role, and
 * what that role may do. May be called at every start and by several instances at once.
 */
public final class EventStoreSchema {

  private static final long LOCK = 0x636d632d64646cL; // "cmc-ddl"
  private static final Set<MigrationState> LATER = EnumSet.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED,
      MigrationState.MISSING_SUCCESS, MigrationState.MISSING_FAILED);

  private static final Set<MigrationState> APPLIED = EnumSet.of(MigrationState.SUCCESS, MigrationState.OUT_OF_ORDER);

  private final DataSource owner;

  /** @param owner connects as the role that owns the tables and may create roles (or the service's role is there already) */
  public EventStoreSchema(DataSource owner) {
    this.owner = owner;
  }

  /**
   * @throws IllegalArgumentException when the service's role could change events after all: it is the owner, or a superuser, or was given
   *     rights by others
   * @throws IllegalStateException when a later version has worked on this database
   */
  public void prepare(ServiceRole service) {
    try (var lock = owner.getConnection()) {
      Sql.run(lock, "select pg_advisory_lock(%s)".formatted(LOCK));
      try {
        prepareAlone(service);
      } finally {
        Sql.run(lock, "select pg_advisory_unlock(%s)".formatted(LOCK));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot prepare the database of the event store", e);
    }
  }

  private void prepareAlone(ServiceRole service) throws SQLException {
    try (var connection = owner.getConnection()) {
      service.require(connection);
      migrate();
      connection.setAutoCommit(false);
      service.grant(connection);
      service.refuseIfItCanChangeEvents(connection);
      adoptRestoredEvents(connection);
      connection.commit();
    }
  }

  // every module numbers its scripts in a range of its own, so a lower number may come later
  private void migrate() {
    var inOrder = Flyway.configure().dataSource(owner).locations("classpath:db/migration");
    var scripts = inOrder.load().info().all();
    refuseLaterState(scripts);
    if (Stream.of(scripts).allMatch(EventStoreSchema::isInPlace)) return; // as at nearly every start, which has no time to read them all again
    var late = Stream.of(scripts).anyMatch(script -> script.getState() == MigrationState.IGNORED);
    inOrder.outOfOrder(late).load().migrate();
  }

  private static boolean isInPlace(MigrationInfo script) {
    return APPLIED.contains(script.getState()) && script.isChecksumMatching() && script.isDescriptionMatching() && script.isTypeMatching();
  }

  // a later version keeps things that this one does not know of, and this one would write rows without them
  private static void refuseLaterState(MigrationInfo[] scripts) {
    var unknown = Stream.of(scripts).filter(script -> LATER.contains(script.getState())).map(MigrationInfo::getScript).toList();
    if (!unknown.isEmpty()) {
      throw new IllegalStateException("The database was brought to a later state than this version knows, by " + String.join(", ", unknown)
          + ". Start the later version; no table and no event was changed (docs/upgrade.md).");
    }
  }

  /**
   * Rows restored from a dump carry transaction ids of another server, which say nothing here: they count as long finished, and the
   * sealer looks at all rows once.
   */
  private void adoptRestoredEvents(Connection connection) throws SQLException {
    var foreign = Sql.update(connection, "update domain_event_entry set tx_id = '3' where tx_id >= pg_snapshot_xmax(pg_current_snapshot())");
    Sql.update(connection, "update sealer_state set floor = '0' where floor > pg_snapshot_xmax(pg_current_snapshot()) or " + (foreign > 0));
  }
}
