// SPDX-License-Identifier: Apache-2.0
package io.cmc.journey;

/** What a person can say that was done outside the service. */
public enum Confirmation { INGRESS_CLOSED, INGRESS_OPEN, BACKUP_TAKEN, SOURCE_STOPPED, BACKUP_RESTORED,
  PARTICIPANT_STOPPED }
