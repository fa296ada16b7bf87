// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.postgresql.jdbc.PgConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Sessions of one database that many nodes use, each in a schema of its own. For any number of threads. */
public final class SharedSessions {

  private final DataSource pool;
  /** Which schema each session is in, where it was put into one. */
  private final Map<PgConnection, String> schemas = Collections.synchronizedMap(new WeakHashMap<>());

  /** @param pool whose sessions nobody else puts into another schema */
  public SharedSessions(DataSource pool) {
    this.pool = pool;
  }

  /** The sessions of one node, whose schema is made where it is not there. */
  DataSource in(String schema) {
    JdbcClient.create(pool).sql("create schema if not exists " + schema).update();
    return new InSchema(schema);
  }

  private final class InSchema extends DelegatingDataSource {

    private final String schema;

    InSchema(String schema) {
      super(pool);
      this.schema = schema;
    }

    /** A session that changes its schema forgets all that it has prepared, so it does not where it is in that schema already. */
    @Override
    public Connection getConnection() throws SQLException {
      var pooled = super.getConnection();
      try {
        enter(pooled.unwrap(PgConnection.class));
      } catch (SQLException e) {
        pooled.close();
        throw e;
      }
      return pooled;
    }

    /** Past the pool's face of the session, which would ask the server for the schema each time that it was set. */
    private void enter(PgConnection session) throws SQLException {
      if (schema.equals(schemas.get(session))) return;
      schemas.remove(session);
      session.setSchema(schema);
      schemas.put(session, schema);
    }
  }
}
