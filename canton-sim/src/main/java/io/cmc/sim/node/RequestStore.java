// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.google.protobuf.ByteString;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a participant knows of unfinished work, and how far it has read each domain's events. */
final class RequestStore {

  /** A command that was handed to a domain and has not been seen in its events. */
  record Submission(String id, String domainId, Instant timeout) {}

  private final Database database;
  /** What is stored of the domains' parameters, by their ids. */
  private final Map<String, ByteString> known = new ConcurrentHashMap<>();

  RequestStore(Database database) {
    this.database = database;
  }

  void submitted(Submission s) {
    database.execute(jdbc -> jdbc.sql("insert into in_flight_submissions(submission_id, domain_id, sequencing_timeout) values (?, ?, ?)")
        .params(s.id(), s.domainId(), Timestamp.from(s.timeout())).update());
  }

  boolean forget(String submission) {
    return database.execute(jdbc -> jdbc.sql("delete from in_flight_submissions where submission_id = ?").param(submission).update()) > 0;
  }

  List<Submission> submissions(String domainId) {
    return database.read(jdbc -> jdbc.sql("select * from in_flight_submissions where domain_id = ?").param(domainId)
        .query((row, n) -> new Submission(row.getString(1), row.getString(2), row.getTimestamp(3).toInstant())).list());
  }

  /**
   * As Canton counts them: only those whose time to be sequenced is over.
   *
   * @param now by the domain's clock, as the timeouts are: a submission can come in at its very last moment
   */
  int overdueSubmissions(String domainId, Instant now) {
    return (int) submissions(domainId).stream().filter(s -> s.timeout().isBefore(now)).count();
  }

  int dirty(String domainId) {
    return dirtyRequests(domainId).size();
  }

  int dirty() {
    return database.read(jdbc -> jdbc.sql("select count(*) from dirty_requests").query(Integer.class).single());
  }

  List<String> dirtyRequests(String domainId) {
    return database.read(jdbc -> jdbc.sql("select request_id from dirty_requests where domain_id = ?").param(domainId)
        .query(String.class).list());
  }

  /** What a migration does to unfinished work: it is deleted, unseen. */
  int dropDirty(String domainId) {
    return database.write(jdbc -> jdbc.sql("delete from dirty_requests where domain_id = ?").param(domainId).update());
  }

  /** A request is seen, and if it is one of this participant's own, it is not in flight any more. */
  void sequenced(String domainId, DomainEvent event) {
    database.execute(jdbc -> jdbc.sql("""
        with dirty as (insert into dirty_requests(domain_id, request_id) values (?, ?) on conflict do nothing),
          forgotten as (delete from in_flight_submissions where submission_id = ?)
        update domain_state set clean_head = ?, stored_events = stored_events + 1 where domain_id = ?""")
        .params(domainId, event.request(), event.request(), event.counter(), domainId).update());
  }

  /**
   * What an approved request does, if it was known here: else only the position moves.
   *
   * @param created what of it is hosted here
   */
  void approved(String domainId, DomainEvent event, Optional<Contract> created) {
    // what is not there is empty and not null: a null has no type, and one more or less of them has the statement planned anew
    database.execute(jdbc -> jdbc.sql("""
        with known as (delete from dirty_requests where domain_id = ? and request_id = ? returning 1),
          archived as (delete from active_contracts where contract_id = ? and exists (select from known)),
          created as (insert into active_contracts(contract_id, domain_id, stakeholders, event)
            select c.id, ?, c.stakeholders, c.event from (select cast(? as text), cast(? as text[]), cast(? as bytea)) c(id, stakeholders, event)
            where c.id <> '' and exists (select from known) on conflict do nothing)
        update domain_state set clean_head = ?, stored_events = stored_events + 1 where domain_id = ?
        returning case when exists (select from known) then nextval('ledger_offset') > 0 else false end""")
        .params(domainId, event.request(), event.archives().orElse(""), domainId, created.map(Contract::id).orElse(""),
            created.stream().flatMap(c -> c.stakeholders().stream()).toArray(String[]::new), created.map(Contract::bytes).orElse(new byte[0]), event.counter(), domainId)
        .query(Boolean.class).single());
  }

  void rejected(String domainId, DomainEvent event) {
    database.execute(jdbc -> jdbc.sql("""
        with known as (delete from dirty_requests where domain_id = ? and request_id = ?)
        update domain_state set clean_head = ?, stored_events = stored_events + 1 where domain_id = ?""")
        .params(domainId, event.request(), event.counter(), domainId).update());
  }

  long head(String domainId) {
    return database.read(jdbc -> jdbc.sql("select clean_head from domain_state where domain_id = ?").param(domainId)
        .query(Long.class).optional()).orElse(0L);
  }

  /** Remembers the domain as one that this participant was connected to, with the dynamic parameters it saw there. */
  void connected(String domainId, ByteString parameters) {
    if (parameters.equals(known.get(domainId))) return;
    database.write(jdbc -> jdbc.sql("""
        insert into domain_state(domain_id, parameters) values (?, ?)
        on conflict (domain_id) do update set parameters = excluded.parameters""").params(domainId, parameters.toByteArray()).update());
    known.put(domainId, parameters);
  }

  boolean everConnected(String domainId) {
    return parameters(domainId).isPresent();
  }

  Optional<byte[]> parameters(String domainId) {
    return database.read(jdbc -> known.containsKey(domainId) ? Optional.of(known.get(domainId).toByteArray())
        : jdbc.sql("select parameters from domain_state where domain_id = ?").param(domainId).query(byte[].class).optional());
  }

  List<String> domains() {
    return database.read(jdbc -> jdbc.sql("select domain_id from domain_state order by domain_id").query(String.class).list());
  }

  /** Deletes the stored events of a domain; true when there were any. */
  boolean purge(String domainId) {
    return database.write(jdbc -> jdbc.sql("update domain_state set stored_events = 0 where domain_id = ? and stored_events > 0")
        .param(domainId).update()) > 0;
  }

  long ledgerEnd() {
    return database.read(jdbc -> jdbc.sql("select case when is_called then last_value else 0 end from ledger_offset")
        .query(Long.class).single());
  }
}
