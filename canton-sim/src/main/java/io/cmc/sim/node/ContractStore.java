// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The active contracts of one participant, each associated with the domain that it lives on. */
final class ContractStore {

  private final Database database;

  ContractStore(Database database) {
    this.database = database;
  }

  private static void insert(JdbcClient jdbc, Contract contract, String domainId) {
    jdbc.sql("insert into active_contracts(contract_id, domain_id, stakeholders, event) values (?, ?, ?, ?) on conflict do nothing")
        .params(contract.id(), domainId, contract.stakeholders().toArray(String[]::new), contract.bytes()).update();
  }

  void insertAll(List<Contract> contracts, String domainId) {
    database.write(jdbc -> {
      contracts.forEach(c -> insert(jdbc, c, domainId));
      return null;
    });
  }

  Optional<Contract> find(String contractId) {
    return database.read(jdbc -> jdbc.sql("select event from active_contracts where contract_id = ?").param(contractId)
        .query((row, n) -> Contract.parse(row.getBytes(1))).optional());
  }

  /** Contracts after the given one, in the order of their ids, with at least one of the parties among their stakeholders. */
  List<Contract> page(Collection<String> parties, String after, int size) {
    return database.read(jdbc -> jdbc.sql("""
        select event from active_contracts where contract_id > ? and stakeholders && cast(? as text[])
        order by contract_id limit ?""")
        .params(after, parties.toArray(String[]::new), size).query((row, n) -> Contract.parse(row.getBytes(1))).list());
  }

  /** Contract id to domain id, for those that are active. */
  Map<String, String> domainsOf(Collection<String> contractIds) {
    return database.read(jdbc -> jdbc.sql("select contract_id, domain_id from active_contracts where contract_id = any(?)")
        .param(contractIds.toArray(String[]::new)).query((row, n) -> List.of(row.getString(1), row.getString(2))).list())
        .stream().collect(Collectors.toMap(List::getFirst, List::getLast));
  }

  List<Contract> on(String domainId, int atMost) {
    return database.read(jdbc -> jdbc.sql("select event from active_contracts where domain_id = ? order by contract_id limit ?")
        .params(domainId, atMost).query((row, n) -> Contract.parse(row.getBytes(1))).list());
  }

  int move(Collection<Contract> contracts, String target) {
    var ids = contracts.stream().map(Contract::id).toArray(String[]::new);
    return database.write(jdbc -> jdbc.sql("update active_contracts set domain_id = ? where contract_id = any(?)")
        .params(target, ids).update());
  }

  /** Number of contracts on each domain. */
  Map<String, Long> counts() {
    return database.read(jdbc -> jdbc.sql("select domain_id, count(*) from active_contracts group by domain_id")
        .query((row, n) -> Map.entry(row.getString(1), row.getLong(2))).list()).stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
