// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import picocli.CommandLine.Option;

/** Whose events. */
final class HistoryWord {

  @Option(names = "--migration", required = true, paramLabel = "MIGRATION", description = "Only the events of this migration.")
  private String migration;

  @Option(names = "--all", required = true, description = "The events of all migrations.")
  private boolean all;

  /** Empty: all. */
  String migration() {
    return all || migration == null ? "" : migration;
  }
}
