// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A PostgreSQL address with its two users: the owner of the tables, and the role that the service works as. One setting is enough:
 * {@code jdbc:postgresql://host/db?user=owner&password=...}; what the service's role needs is derived from it.
 */
record DatabaseAddress(String url, String ownerUser, String ownerPassword, String user, String password) {

  static DatabaseAddress of(String url, ServiceSettings.Database settings) {
    var inUrl = Optional.ofNullable(Driver.parseURL(url, new Properties()))
        .orElseThrow(() -> new IllegalArgumentException("expected jdbc:postgresql://host:port/database as cmc.database.url, found: " + bare(url)));
    var owner = settings.ownerUser().isEmpty() ? inUrl.getProperty(PGProperty.USER.getName(), "postgres") : settings.ownerUser();
    var secret = settings.ownerPassword().isEmpty() ? inUrl.getProperty(PGProperty.PASSWORD.getName(), "") : settings.ownerPassword();
    return new DatabaseAddress(bare(url), owner, secret, settings.user(), settings.password().isEmpty() ? derived(secret) : settings.password());
  }

  /** The driver would take user and password of the address before all others. */
  private static String bare(String url) {
    return url.replaceAll("//[^/?]*@", "//").replaceAll("(?<=[?&])(user|password)=[^&]*&?", "").replaceAll("[?&]$", "");
  }

  /** The same on every instance, without another setting, and no easier to guess than the owner's. */
  private static String derived(String ownerPassword) {
    if (ownerPassword.isEmpty()) return "";
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(ownerPassword.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal("password of the service's role".getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  DataSource owner() {
    var owner = new PGSimpleDataSource();
    DatabaseLimits.limit(owner);
    owner.setUrl(url);
    owner.setUser(ownerUser);
    owner.setPassword(ownerPassword);
    return new DelegatingDataSource(owner) {
      @Override public Connection getConnection() throws SQLException {
        return withLimits(super.getConnection());
      }
    };
  }

  private static Connection withLimits(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(DatabaseLimits.ownerSession());
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
