// SPDX-License-Identifier: Apache-2.0
package io.cmc.proof;

import java.time.Duration;
import java.time.Instant;

/**
 * What came back when a backup was restored, for proof, into a database of its own, which is gone again.
 *
 * @param scratch name of that database
 * @param tables that somebody made, parts included
 * @param rows of all of them, counted one by one
 * @param took from making the database to the last count
 * @param at the database server's clock when it was counted
 */
public record RestoreProof(String scratch, int tables, long rows, Duration took, Instant at) {}
