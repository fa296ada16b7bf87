// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import picocli.CommandLine.Option;

/** The migration's name once more, for what nobody orders by a slip of the hand. The service compares. */
final class TypedName {

  @Option(names = "--confirm", required = true, paramLabel = "MIGRATION", description = "The name of the migration once more.")
  String confirm;
}
