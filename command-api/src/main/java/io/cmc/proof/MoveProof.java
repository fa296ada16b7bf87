// SPDX-License-Identifier: Apache-2.0
package io.cmc.proof;

/**
 * How it is known that a participant's contracts are on the target.
 *
 * @param sourceStatus what the node says of the source: {@code Inactive}, or {@code not asked} where the release cannot be asked
 */
public record MoveProof(String sourceStatus) {}
