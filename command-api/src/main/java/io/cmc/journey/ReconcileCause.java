// SPDX-License-Identifier: Apache-2.0
package io.cmc.journey;

/** Why the participants are compared with what is recorded of them. */
public enum ReconcileCause {
  /** The service was started, or its database was restored or is a standby that was promoted: it may be in an earlier state. */
  START,
  /** Work of an instance that is gone was taken over. */
  TAKEOVER,
  /** A panic stop is to be left. */
  PANIC,
  /** Somebody asked for it, or resumes after differences were found. */
  ORDER
}
