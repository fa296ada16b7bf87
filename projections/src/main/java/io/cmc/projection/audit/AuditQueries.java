// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import io.cmc.projection.audit.AuditQuestion.About;
import io.cmc.projection.audit.AuditQuestion.Between;
import io.cmc.projection.sight.Sight;
import io.cmc.store.person.PersonNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the audit trail's live generation, page by page in the order of the store. */
public final class AuditQueries {

  private static final String LIVE = "(select generation from read_model where name = 'audit')";
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
    var values = new ArrayList<Object>();
    var positions = ways(asked.about()).stream().map(way -> "(" + positions(asked, way, sight, values) + ")").collect(Collectors.joining(" union "));
    values.add(asked.limit());
    return jdbc.query("select " + AuditTable.COLUMNS + " from audit_entry where generation = " + LIVE + " and position in (" + positions
        + ") order by position limit ?", (r, n) -> AuditTable.row(r), values.toArray());
  }

  /** A condition, and what stands at its question marks. */
  private record Way(String condition, List<Object> values) {

    Way and(Way other) {
      var both = new ArrayList<>(values);
      both.addAll(other.values);
      return new Way(condition + other.condition, both);
    }
  }

  /** One for each kind and each meaning of the actor: so every one of them walks an index in order and stops at the limit. */
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

  private static String positions(AuditQuestion asked, Way way, Sight sight, List<Object> values) {
    var sql = new StringBuilder("select position from audit_entry where generation = " + LIVE + " and position > ?");
    values.add(asked.after());
    narrow(sql, values, " and migration = ?", asked.about().migration());
    narrow(sql, values, " and participant <> '' and participant = ?", asked.about().participant());
    narrow(sql, values, " and actor_teams <> '' and ? = any (string_to_array(actor_teams, ','))", asked.about().by().team());
    narrow(sql, values, " and correlation_id = ?", asked.order());
    narrow(sql, values, asked.between());
    sql.append(way.condition());
    values.addAll(way.values());
    var seen = sight.details("audit_entry.migration", "audit_entry.participant");
    sql.append(" and ").append(seen.sql());
    values.addAll(seen.values());
    values.add(asked.limit());
    return sql.append(" order by position limit ?").toString();
  }

  private static void narrow(StringBuilder sql, List<Object> values, String condition, String value) {
    if (value.isEmpty()) return;
    sql.append(condition);
    values.add(value);
  }

  private static void narrow(StringBuilder sql, List<Object> values, Between between) {
    between.from().ifPresent(from -> narrow(sql, values, " and at >= ?::timestamptz", from.toString()));
    between.to().ifPresent(to -> narrow(sql, values, " and at < ?::timestamptz", to.toString()));
  }
}
