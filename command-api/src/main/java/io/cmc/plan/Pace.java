// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import java.time.Duration;

/**
 * @param parallel participants worked on at once in a phase
 * @param backupsPerHost backups that run at once on one database host
 * @param dumpJobs jobs of one dump
 * @param attempts of a step before it is parked
 * @param phaseLimit after which a phase is reported as overdue; nothing is stopped
 * @param drainLimit after which a drain that is not proved is parked
 */
public record Pace(int parallel, int backupsPerHost, int dumpJobs, int attempts, Duration phaseLimit, Duration drainLimit) {

  public static final Pace DEFAULT = new Pace(32, 2, 1, 5, Duration.ofMinutes(30), Duration.ofMinutes(30));
}
