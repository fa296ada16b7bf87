// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Configured domains with their status, and the aliases that were ever bound to a domain id. Read once and then known, since nobody else writes them
 * while the process runs; out of reach like all the rest while its database is.
 */
final class ConfigStore {

  private record Known(List<StoredConfig> configs, Map<String, String> ids) {}

  private final Database database;
  private final ReadOnce<Known> known = new ReadOnce<>();

  ConfigStore(Database database) {
    this.database = database;
  }

  List<StoredConfig> all() {
    return known().configs();
  }

  Optional<StoredConfig> find(String alias) {
    return all().stream().filter(config -> config.alias().equals(alias)).findFirst();
  }

  private Known known() {
    return database.read(jdbc -> known.get(() -> read(jdbc)));
  }

  private static Known read(JdbcClient jdbc) {
    var ids = new TreeMap<String, String>();
    jdbc.sql("select alias, domain_id from participant_domains").query((row, n) -> ids.put(row.getString(1), row.getString(2))).list();
    return new Known(List.copyOf(jdbc.sql("select config, status from participant_domain_connection_configs order by domain_alias")
        .query((row, n) -> stored(row)).list()), ids);
  }

  private int write(Function<JdbcClient, Integer> change) {
    try {
      return database.execute(change);
    } finally {
      known.changed();
    }
  }

  /** False when the alias is taken by another configuration. */
  boolean put(DomainConnectionConfig config, ConfigStatus status) {
    var added = write(jdbc -> jdbc.sql("""
        insert into participant_domain_connection_configs(domain_alias, config, status) values (?, ?, ?)
        on conflict do nothing""").params(config.getDomainAlias(), config.toByteArray(), status.letter()).update());
    return added == 1;
  }

  /** Replaces the configuration and keeps its status; false when there is none. */
  boolean replace(DomainConnectionConfig config) {
    return write(jdbc -> jdbc.sql("update participant_domain_connection_configs set config = ? where domain_alias = ?")
        .params(config.toByteArray(), config.getDomainAlias()).update()) == 1;
  }

  void setStatus(String alias, ConfigStatus status) {
    write(jdbc -> jdbc.sql("update participant_domain_connection_configs set status = ? where domain_alias = ?")
        .params(status.letter(), alias).update());
  }

  Optional<String> idOf(String alias) {
    return Optional.ofNullable(known().ids().get(alias));
  }

  Optional<String> aliasOf(String domainId) {
    return known().ids().entrySet().stream().filter(bound -> bound.getValue().equals(domainId)).map(Map.Entry::getKey).findFirst();
  }

  /**
   * Binds alias and id to each other for ever.
   *
   * @throws CantonFailure when one of them is bound to something else
   */
  void bind(String alias, String domainId) {
    var known = idOf(alias);
    if (known.isPresent() && !known.get().equals(domainId)) {
      throw new CantonFailure(ErrorCode.DOMAIN_ALIAS_DUPLICATION,
          "The domain with the given alias reports a different domain id than the participant is expecting");
    }
    if (known.isPresent()) return;
    if (aliasOf(domainId).isPresent()) throw new CantonFailure(ErrorCode.DOMAIN_HANDSHAKE_FAILED, "Handshake with domain has failed");
    write(jdbc -> jdbc.sql("insert into participant_domains(alias, domain_id) values (?, ?)").params(alias, domainId).update());
  }

  private static StoredConfig stored(ResultSet row) throws SQLException {
    try {
      return new StoredConfig(DomainConnectionConfig.parseFrom(row.getBytes("config")), ConfigStatus.of(row.getString("status")));
    } catch (InvalidProtocolBufferException e) {
      throw new SQLException("a stored configuration cannot be read", e);
    }
  }
}
