// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

/** Refuses commands of this participant's own applications when its limits are reached. */
final class Backpressure {

  private final ParticipantProcess process;
  private Limits limited;
  private RateLimiter rate;

  Backpressure(ParticipantProcess process) {
    this.process = process;
  }

  Limits limits() {
    return process.kind().edition() == Edition.COMMUNITY ? Limits.COMMUNITY : process.settings().limits();
  }

  /** @throws CantonFailure when the command may not come in */
  void check() {
    var limits = limits();
    if (limits.maxDirty() >= 0) checkDirty(limits.maxDirty());
    if (limits.maxRate() >= 0 && !admitted(limits)) {
      refuse("the amount of commands submitted to this participant exceeds the submission rate limit of %d submissions/s with bursts of up to %d submissions"
          .formatted(limits.maxRate(), (int) limits.maxBurst()));
    }
  }

  private void checkDirty(int limit) {
    var dirty = process.requests().dirty();
    if (dirty >= limit) refuse("too many requests (count: " + dirty + ", limit: " + limit + ")");
  }

  private synchronized boolean admitted(Limits limits) {
    if (!limits.equals(limited)) {
      limited = limits;
      rate = new RateLimiter(limits.maxRate(), limits.maxBurst());
    }
    return rate.admit();
  }

  private static void refuse(String reason) {
    throw new CantonFailure(ErrorCode.PARTICIPANT_BACKPRESSURE, "The participant is overloaded: " + reason)
        .with("reason", reason).with("definite_answer", "false");
  }
}
