// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.id.MigrationId;

/** Anything a migration is told. */
public interface MigrationCommand {
  MigrationId migration();
}
