// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.digitalasset.canton.protocol.v2.DynamicDomainParameters;
import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A domain's database: its parameters, its requests, and what it has told whom. */
public final class DomainStore {

  /** A request without a verdict. */
  record OpenRequest(String id, Instant decideBy, List<String> recipients) {}

  /** Dynamic parameters and since when they hold. */
  public record ValidParameters(Instant from, DynamicDomainParameters parameters) {}

  private final Database database;

  DomainStore(Database database) {
    this.database = database;
  }

  /** False when the domain was there before. */
  boolean initialise(DomainSpec spec) {
    var made = database.write(jdbc -> jdbc.sql("insert into domain_settings(domain_id, protocol_version) values (?, ?) on conflict do nothing")
        .params(spec.uid().toString(), spec.protocolVersion()).update());
    if (made == 1) addParameters(spec.rules().parameters());
    return made == 1;
  }

  void addParameters(DynamicDomainParameters parameters) {
    database.write(jdbc -> jdbc.sql("insert into domain_parameters(valid_from, parameters) values (?, ?)")
        .params(Timestamp.from(Instant.now()), parameters.toByteArray()).update());
  }

  List<ValidParameters> parameters() {
    return database.read(jdbc -> jdbc.sql("select valid_from, parameters from domain_parameters order by serial")
        .query((row, n) -> new ValidParameters(row.getTimestamp(1).toInstant(), parse(row.getBytes(2)))).list());
  }

  void sequence(Transaction tx, Instant at, Instant decideBy, Collection<String> recipients) {
    // empty and not null, see RequestStore
    database.execute(jdbc -> jdbc.sql("""
        with told as (insert into domain_requests(request_id, submitter, sequenced_at, decide_by, creates, archives, recipients)
          values (?, ?, ?, ?, nullif(?, cast('' as bytea)), nullif(?, ''), ?) returning request_id, recipients)
        insert into domain_events(recipient, request_id) select unnest(recipients), request_id from told""")
        .params(tx.id(), tx.submitter(), Timestamp.from(at), Timestamp.from(decideBy),
            tx.creates().map(Contract::bytes).orElse(new byte[0]), tx.archives().orElse(""), recipients.toArray(String[]::new)).update());
  }

  /** False when it was decided before. */
  boolean decide(String request, boolean approved) {
    return database.execute(jdbc -> jdbc.sql("""
        with decided as (update domain_requests set verdict = ? where request_id = ? and verdict is null returning request_id, recipients, verdict)
        insert into domain_events(recipient, request_id, verdict) select unnest(recipients), request_id, verdict from decided""")
        .params(approved ? "A" : "R", request).update()) > 0;
  }

  List<OpenRequest> openRequests() {
    return database.read(jdbc -> jdbc.sql("select request_id, decide_by, recipients from domain_requests where verdict is null")
        .query((row, n) -> new OpenRequest(row.getString(1), row.getTimestamp(2).toInstant(), List.of((String[]) row.getArray(3).getArray())))
        .list());
  }

  /** True when another request that is open or approved uses up the contract. */
  boolean usedUp(String contractId) {
    return database.read(jdbc -> jdbc.sql("select count(*) from domain_requests where archives = ? and (verdict is null or verdict = 'A')")
        .param(contractId).query(Integer.class).single()) > 0;
  }

  List<DomainEvent> events(String recipient, long after) {
    return database.read(jdbc -> jdbc.sql("""
        select e.counter, e.request_id, r.submitter, e.verdict, r.creates, r.archives
        from domain_events e join domain_requests r using (request_id)
        where e.recipient = ? and e.counter > ? order by e.counter limit 500""")
        .params(recipient, after).query((row, n) -> event(row)).list());
  }

  long lastEvent(String recipient) {
    return database.read(jdbc -> jdbc.sql("select coalesce(max(counter), 0) from domain_events where recipient = ?").param(recipient)
        .query(Long.class).single());
  }

  private static DomainEvent event(ResultSet row) throws SQLException {
    return new DomainEvent(row.getLong(1), row.getString(2), row.getString(3), Optional.ofNullable(row.getString(4)).map("A"::equals),
        Optional.ofNullable(row.getBytes(5)).map(Contract::parse), Optional.ofNullable(row.getString(6)));
  }

  static DynamicDomainParameters parse(byte[] parameters) {
    try {
      return DynamicDomainParameters.parseFrom(parameters);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("stored parameters cannot be read", e);
    }
  }
}
