// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

/** How a node's database is backed up. */
public enum BackupStrategy {
  /** A dump in directory format by the client tool. */
  PG_DUMP,
  /** A copy on the same server by SQL alone; cuts the database's sessions for a moment. */
  TEMPLATE_COPY,
  /** Somebody else takes it and says so. */
  CONFIRM
}
