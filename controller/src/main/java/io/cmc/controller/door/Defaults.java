// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.plan.Pace;
import io.cmc.plan.Verification;
import io.cmc.wire.ProtoTime;
import java.time.Duration;

/** What holds where a plan leaves a number out. */
final class Defaults {

  private Defaults() {}

  static Verification verification(io.cmc.api.v1.Verification v) {
    var d = Verification.DEFAULT;
    return new Verification(or(v.getSmallMaxDirtyRequests(), d.smallMaxDirtyRequests()), or(v.getSmallMaxRate(), d.smallMaxRate()),
        v.hasPingTimeout() ? positive("ping timeout", ProtoTime.of(v.getPingTimeout())) : d.pingTimeout(),
        or(v.getEveryPairUpTo(), d.everyPairUpTo()));
  }

  static Pace pace(io.cmc.api.v1.Pace p) {
    var d = Pace.DEFAULT;
    return new Pace(or(p.getParallel(), d.parallel()), or(p.getBackupsPerHost(), d.backupsPerHost()), or(p.getDumpJobs(), d.dumpJobs()),
        or(p.getAttempts(), d.attempts()), p.hasPhaseLimit() ? positive("phase limit", ProtoTime.of(p.getPhaseLimit())) : d.phaseLimit(),
        p.hasDrainLimit() ? positive("drain limit", ProtoTime.of(p.getDrainLimit())) : d.drainLimit());
  }

  private static int or(int value, int otherwise) {
    if (value < 0) throw new IllegalArgumentException("a number below 0: " + value);
    return value == 0 ? otherwise : value;
  }

  private static Duration positive(String what, Duration value) {
    if (!value.isPositive()) throw new IllegalArgumentException("a " + what + " that is not above 0: " + value);
    return value;
  }
}
