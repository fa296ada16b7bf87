// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.RunComparison;
import java.util.List;

/**
 * What a bundle is made of, all of it as it was known after the same event.
 *
 * @param writer which cmc writes it
 * @param lines of the verifiable export of the migration
 * @param planNow in YAML, with what was amended and without who was excluded
 * @param timings with the run as the first and no second
 * @param audit an entry for each event
 */
public record Account(String writer, List<String> lines, String planNow, MigrationStatus status, RunComparison timings, List<AuditEntry> audit) {

  Facts facts() {
    return Facts.of(lines);
  }
}
