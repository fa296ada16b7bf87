// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import picocli.CommandLine.Parameters;

/** The migration that an order is for. It is always named: an order meant for another one must not be carried out. */
final class MigrationName {

  @Parameters(index = "0", paramLabel = "MIGRATION", description = "Name of the migration.")
  String name;
}
