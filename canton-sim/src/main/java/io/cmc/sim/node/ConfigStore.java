// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Configured domains with their status, and the aliases that were ever bound to a domain id. */
final class ConfigStore {

  private final Database database;

  ConfigStore(Database database) {
    this.database = database;
  }

  List<StoredConfig> all() {
    return database.read(jdbc -> jdbc.sql("select config, status from participant_domain_connection_configs order by domain_alias")
        .query((row, n) -> stored(row)).list());
  }

  Optional<StoredConfig> find(String alias) {
    return database.read(jdbc -> jdbc.sql("select config, status from participant_domain_connection_configs where domain_alias = ?")
        .param(alias).query((row, n) -> stored(row)).optional());
  }

  /** False when the alias is taken by another configuration. */
  boolean put(DomainConnectionConfig config, ConfigStatus status) {
    var added = database.write(jdbc -> jdbc.sql("""
        insert into participant_domain_connection_configs(domain_alias, config, status) values (?, ?, ?)
        on conflict do nothing""").params(config.getDomainAlias(), config.toByteArray(), status.letter()).update());
    return added == 1;
  }

  /** Replaces the configuration and keeps its status; false when there is none. */
  boolean replace(DomainConnectionConfig config) {
    return database.write(jdbc -> jdbc.sql("update participant_domain_connection_configs set config = ? where domain_alias = ?")
        .params(config.toByteArray(), config.getDomainAlias()).update()) == 1;
  }

  void setStatus(String alias, ConfigStatus status) {
    database.write(jdbc -> jdbc.sql("update participant_domain_connection_configs set status = ? where domain_alias = ?")
        .params(status.letter(), alias).update());
  }

  Optional<String> idOf(String alias) {
    return database.read(jdbc -> jdbc.sql("select domain_id from participant_domains where alias = ?")
        .param(alias).query(String.class).optional());
  }

  Optional<String> aliasOf(String domainId) {
    return database.read(jdbc -> jdbc.sql("select alias from participant_domains where domain_id = ?")
        .param(domainId).query(String.class).optional());
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
    database.write(jdbc -> jdbc.sql("insert into participant_domains(alias, domain_id) values (?, ?)").params(alias, domainId).update());
  }

  private static StoredConfig stored(ResultSet row) throws SQLException {
    try {
      return new StoredConfig(DomainConnectionConfig.parseFrom(row.getBytes("config")), ConfigStatus.of(row.getString("status")));
    } catch (InvalidProtocolBufferException e) {
      throw new SQLException("a stored configuration cannot be read", e);
    }
  }
}
