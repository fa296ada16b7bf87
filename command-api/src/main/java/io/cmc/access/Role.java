// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

/** What somebody may do; each role is held for one team or for all. Nobody may do anything without one. */
public enum Role {
  /** Reads what concerns the team's participants. */
  VIEWER,
  /** Plans, starts, holds and steers. */
  OPERATOR,
  /** Approves what others ask for, and never what they asked for themselves. */
  APPROVER,
  /** Reads everything of the audit, exports and proves it. */
  AUDITOR,
  /** Looks after the service itself: legal holds, erasure, dead letters; is not exempt from any approval. */
  ADMIN
}
