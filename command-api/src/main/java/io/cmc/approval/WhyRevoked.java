// SPDX-License-Identifier: Apache-2.0
package io.cmc.approval;

/** Why an approval counts no more. */
public enum WhyRevoked {
  /** Its giver took it back. */
  BY_GIVER,
  /** An administrator took it back. */
  BY_ADMIN,
  /** Its giver was seen without the role. */
  ROLE_LOST
}
