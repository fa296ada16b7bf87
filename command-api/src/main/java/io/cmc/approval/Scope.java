// SPDX-License-Identifier: Apache-2.0
package io.cmc.approval;

/** For whom an approver speaks. */
public enum Scope {
  /** For all teams that take part: the role is held for each of them. */
  ALL_TEAMS,
  /** For one team; as many are asked of each team that takes part. */
  EACH_TEAM
}
