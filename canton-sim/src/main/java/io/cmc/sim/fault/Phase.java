// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.fault;

/** Points inside a migration where a participant can be made to hang or die; each is reached when the thing named is done. */
public enum Phase {
  P0_ALONE, P1_TARGET_ASKED, P2_ALIAS_BOUND, P3_SOURCE_KNOWN, P4_OFFLINE, P5_IDLE,
  M1_CHECKED, M2_TARGET_STORED, M3_TARGET_MIGRATING, M3_SOURCE_VACATING, M4_TARGET_PREPARED,
  /** After each committed batch of contracts; nodes that commit once never come by. */
  M5_BATCH_MOVED,
  M5_CONTRACTS_MOVED, M6_TARGET_ACTIVE, M7_SOURCE_INACTIVE, M8_PURGED
}
