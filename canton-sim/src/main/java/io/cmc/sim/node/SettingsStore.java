// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who this participant is, its limits, its parties, and the agreements it accepted. */
final class SettingsStore {

  private final Database database;
  private final ReadOnce<Limits> known = new ReadOnce<>();

  SettingsStore(Database database) {
    this.database = database;
  }

  void initialise(Uid uid, Limits limits, boolean uniqueContractKeys) {
    database.write(jdbc -> jdbc.sql("""
        insert into participant_settings(uid, max_dirty_requests, max_rate, max_burst_factor, unique_contract_keys)
        values (?, ?, ?, ?, ?) on conflict do nothing""")
        .params(uid.toString(), limits.maxDirty(), limits.maxRate(), limits.burst(), uniqueContractKeys).update());
  }

  Optional<Uid> uid() {
    return database.read(jdbc -> jdbc.sql("select uid from participant_settings").query(String.class).optional()).map(Uid::parse);
  }

  /** Not read each time, for every single command asks for them; out of reach while the database is. */
  Limits limits() {
    return database.read(jdbc -> known.get(() -> read(jdbc)));
  }

  private static Limits read(JdbcClient jdbc) {
    return jdbc.sql("select max_dirty_requests, max_rate, max_burst_factor from participant_settings")
        .query((row, n) -> new Limits(row.getInt(1), row.getInt(2), row.getDouble(3))).single();
  }

  void setLimits(Limits limits) {
    try {
      database.write(jdbc -> jdbc.sql("update participant_settings set max_dirty_requests = ?, max_rate = ?, max_burst_factor = ?")
          .params(limits.maxDirty(), limits.maxRate(), limits.burst()).update());
    } finally {
      known.changed();
    }
  }

  boolean uniqueContractKeys() {
    return database.read(jdbc -> jdbc.sql("select unique_contract_keys from participant_settings").query(Boolean.class).single());
  }

  List<String> parties() {
    return database.read(jdbc -> jdbc.sql("select party from local_parties order by party").query(String.class).list());
  }

  void addParty(String party) {
    database.write(jdbc -> jdbc.sql("insert into local_parties(party) values (?) on conflict do nothing").param(party).update());
  }

  boolean accepted(String domainId, String agreement) {
    return database.read(jdbc -> jdbc.sql("select count(*) from accepted_agreements where domain_id = ? and agreement_id = ?")
        .params(domainId, agreement).query(Integer.class).single()) > 0;
  }

  boolean accept(String domainId, String agreement) {
    return database.write(jdbc -> jdbc.sql("insert into accepted_agreements(domain_id, agreement_id) values (?, ?) on conflict do nothing")
        .params(domainId, agreement).update()) > 0;
  }
}
