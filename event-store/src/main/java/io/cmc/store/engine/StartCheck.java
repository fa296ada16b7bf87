// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import io.cmc.store.names.EventNames;
import io.cmc.store.upcast.StoredKind;
import io.cmc.store.upcast.Upcasts;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.axonframework.serialization.AnnotationRevisionResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether this version can read every kind of event that the store holds. */
public final class StartCheck {

  // jumps from kind to kind along the index, so that its cost does not grow with the events
  private static final String KINDS = """
      with recursive kind as (
        (select payload_type, payload_revision from domain_event_entry order by 1, 2 limit 1)
        union all
        select next.payload_type, next.payload_revision from kind cross join lateral (
          select payload_type, payload_revision from domain_event_entry
          where (payload_type, payload_revision) > (kind.payload_type, kind.payload_revision) order by 1, 2 limit 1) next)
      select payload_type as name, payload_revision as revision from kind""";

  private final JdbcClient database;
  private final EventNames names;
  private final Upcasts upcasts;

  public StartCheck(DataSource database, EventNames names, Upcasts upcasts) {
    this.database = JdbcClient.create(database);
    this.names = names;
    this.upcasts = upcasts;
  }

  /** @throws IllegalStateException naming each kind of event that cannot be read; the service must not start then */
  public void refuseUnreadable() {
    var unreadable = kinds().stream().filter(k -> !readable(k)).map(StoredKind::toString).toList();
    if (!unreadable.isEmpty()) {
      throw new IllegalStateException("The event store holds events that this version cannot read: " + String.join(", ", unreadable)
          + ". Start a version that knows them; nothing was changed.");
    }
  }

  private List<StoredKind> kinds() {
    return database.sql(KINDS).query(StoredKind.class).list();
  }

  private boolean readable(StoredKind kind) {
    var today = upcasts.today(kind);
    return names.knows(today.name()) && Objects.equals(today.revision(), revisionOf(today.name()));
  }

  private String revisionOf(String name) {
    return new AnnotationRevisionResolver().revisionOf(names.type(name));
  }
}
