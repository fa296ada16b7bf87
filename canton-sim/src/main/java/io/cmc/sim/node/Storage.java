// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import javax.sql.DataSource;

/** Where a node keeps its state: a database of its own, or a schema of one that many nodes share. */
public sealed interface Storage {

  /** @param url JDBC address with user and, where needed, password */
  record Own(String url) implements Storage {}

  /** @param pool outlives the node */
  record Shared(DataSource pool, String schema) implements Storage {}
}
