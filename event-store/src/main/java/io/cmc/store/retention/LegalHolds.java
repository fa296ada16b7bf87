// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.retention;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** What must not be forgotten: migrations, and persons by their ids. In the caller's transaction. */
public final class LegalHolds {

  /** Also a person is held by a migration that is: whoever did something in it. */
  private static final String OF_PERSON = """
      select held from legal_hold h where held = ?1 or exists (select 1 from event_seal s join domain_event_entry e using (global_index)
        where s.migration = h.held and position('"' || ?1 || '"' in e.meta_data) > 0) order by held limit 1""";

  private final JdbcTemplate jdbc;

  public LegalHolds(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public record Hold(String held, Instant since, String reason) {}

  /** One that is there gets the newer reason. */
  public void set(String held, Instant since, String reason) {
    jdbc.update("insert into legal_hold (held, since, reason) values (?, ?, ?) on conflict (held) do update set reason = excluded.reason", held,
        Timestamp.from(since), reason);
  }

  public void lift(String held) {
    jdbc.update("delete from legal_hold where held = ?", held);
  }

  public boolean has(String held) {
    return jdbc.queryForObject("select exists (select 1 from legal_hold where held = ?)", Boolean.class, held);
  }

  /** What keeps the name of this person: the person, or a migration that the person acted in. */
  public Optional<String> ofPerson(String id) {
    return jdbc.queryForList(OF_PERSON.replace("?1", "?"), String.class, id, id).stream().findFirst();
  }

  public List<Hold> list() {
    return jdbc.query("select * from legal_hold order by held", (r, n) -> new Hold(r.getString("held"), r.getTimestamp("since").toInstant(), r.getString("reason")));
  }
}
