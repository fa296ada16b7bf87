// SPDX-License-Identifier: Apache-2.0
package io.cmc.postgres;

/** A PostgreSQL that runs for us on this machine and trusts it: its superuser needs no password. */
public interface PostgresServer extends AutoCloseable {

  /** Name of the superuser. */
  String SUPERUSER = "postgres";

  /** Of loopback. */
  int port();

  /** JDBC address of a database of this server, with the superuser and without a password. */
  default String jdbcUrl(String database) {
    return "jdbc:postgresql://localhost:" + port() + "/" + database + "?user=" + SUPERUSER;
  }

  @Override void close();
}
