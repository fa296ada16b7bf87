// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.event.ApprovalEvent.ApprovalGiven;
import io.cmc.event.MigrationEvent.MigrationAborted;
import io.cmc.event.MigrationEvent.MigrationCompleted;
import io.cmc.event.MigrationEvent.MigrationRestored;
import io.cmc.id.MigrationId;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps who approved something, in the transaction of the approval, so that it is known whose roles matter. */
@ProcessingGroup("work")
public class ApproverDesk {

  private final JdbcClient db;

  public ApproverDesk(JdbcClient db) {
    this.db = db;
  }

  /** Migrations that have not ended and in which this person approved something. */
  public List<MigrationId> approvedBy(String subject) {
    return db.sql("select migration from approver where subject = :subject order by migration").param("subject", subject).query(String.class).list()
        .stream().map(MigrationId::new).toList();
  }

  @EventHandler void on(ApprovalGiven e) {
    db.sql("insert into approver (subject, migration) values (:subject, :migration) on conflict do nothing")
        .param("subject", e.approval().subject()).param("migration", e.migration().value()).update();
  }

  @EventHandler void on(MigrationCompleted e) {
    forget(e.migration());
  }

  @EventHandler void on(MigrationAborted e) {
    forget(e.migration());
  }

  @EventHandler void on(MigrationRestored e) {
    forget(e.migration());
  }

  private void forget(MigrationId migration) {
    db.sql("delete from approver where migration = :migration").param("migration", migration.value()).update();
  }
}
