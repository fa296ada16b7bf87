// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import io.cmc.projection.audit.AuditPositions.Scope;
import io.cmc.projection.audit.AuditPositions.Way;
import io.cmc.projection.audit.AuditQuestion.About;
import io.cmc.projection.sight.Sight;
import io.cmc.store.person.PersonNames;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the audit trail's live generation, page by page in the order of the store. */
public final class AuditQueries {

  static final String LIVE = "(select generation from read_model where name = 'audit')";
  private static final String ORDER_OF_EVENT = "select a.correlation_id from domain_event_entry e join event_seal s using (global_index) "
      + "join audit_entry a on a.generation = " + LIVE + " and a.position = s.position where e.event_identifier = ?";

  private final JdbcTemplate jdbc;
  private final PersonNames persons;

  public AuditQueries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.persons = new PersonNames(jdbc);
  }

  /** @param last position up to which all that was asked for is in these entries; never before the one that was read after */
  public record Page(List<AuditEntryRow> entries, long last) {}

  /** @param sight what it does not cover is as if it were not there, and how far the store is is not told either */
  public Page read(AuditQuestion asked, Sight sight) {
    var known = sight.everything() ? known() : 0; // before the entries: what is written in between is the next page's
    var entries = entries(resolved(asked), sight);
    if (entries.size() < asked.limit()) return new Page(entries, Math.max(entries.isEmpty() ? asked.after() : entries.getLast().position(), known));
    return new Page(entries, entries.getLast().position());
  }

  private long known() {
    return jdbc.queryForObject("select coalesce(max(position), 0) from audit_entry where generation = " + LIVE, Long.class);
  }

  /** An order may be named by any event of its tree. */
  private AuditQuestion resolved(AuditQuestion asked) {
    if (asked.order().isEmpty()) return asked;
    return jdbc.queryForList(ORDER_OF_EVENT, String.class, asked.order()).stream().findFirst().map(asked::ofOrder).orElse(asked);
  }

  private List<AuditEntryRow> entries(AuditQuestion asked, Sight sight) {
    var scope = new Scope(asked, AuditStretch.of(jdbc, asked.between(), asked.after()), sight);
    var positions = ways(asked.about()).stream().map(way -> AuditPositions.of(scope, way)).toList();
    var values = Stream.concat(positions.stream().flatMap(p -> p.values().stream()), Stream.of(asked.limit())).toArray();
    return jdbc.query("select " + AuditTable.COLUMNS + " from audit_entry where generation = " + LIVE + " and position in ("
        + positions.stream().map(Way::condition).collect(Collectors.joining(" union ")) + ") order by position limit ?", (r, n) -> AuditTable.row(r), values);
  }

  /** One for each kind and each meaning of the actor: none of them needs two indexes at once. */
  private List<Way> ways(About about) {
    var kinds = about.kinds().isEmpty() ? List.of(new Way("", List.of())) : about.kinds().stream().distinct().map(k -> new Way(" and kind = ?", List.of(k))).toList();
    return kinds.stream().flatMap(kind -> actors(about.by().actor()).stream().map(kind::and)).toList();
  }

  // the conditions on what is not asked for are those of the partial indexes
  private List<Way> actors(String actor) {
    if (actor.isEmpty()) return List.of(new Way("", List.of()));
    var ids = Stream.concat(Stream.of(actor), persons.named(actor).stream());
    var inOlderEvents = new Way(" and actor_name = ? and actor_name <> actor_subject", List.of(actor));
    return Stream.concat(ids.map(AuditQueries::subject), Stream.of(inOlderEvents)).toList();
  }

  private static Way subject(String id) {
    return new Way(" and actor_subject = ?" + (id.equals("service") ? "" : " and actor_subject <> 'service'"), List.of(id));
  }
}
