// SPDX-License-Identifier: Apache-2.0
package io.cmc.proof;

import java.time.Duration;
import java.time.Instant;

/**
 * That a backup can be restored: it was, into a scratch database that is gone again.
 *
 * @param scratch name of that database
 * @param tables that came back
 * @param rows in all of them
 */
public record RestoreProof(String scratch, int tables, long rows, Duration took, Instant at) {}
