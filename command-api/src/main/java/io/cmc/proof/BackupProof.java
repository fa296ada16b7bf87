// SPDX-License-Identifier: Apache-2.0
package io.cmc.proof;

import io.cmc.plan.BackupStrategy;
import java.time.Duration;
import java.time.Instant;

/**
 * What is known about a backup that was taken.
 *
 * @param location folder, database or, when somebody else took it, their reference
 * @param bytes size; 0 when somebody else took it
 * @param sha256 over the dump's files, or over the copied catalog; empty when somebody else took it
 * @param serverTime the database server's clock when it began
 * @param objects entries of its table of contents as read back; 0 when somebody else took it
 */
public record BackupProof(BackupStrategy strategy, String location, long bytes, String sha256, Duration took, Instant serverTime,
    int objects) {}
