// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.journal;

import io.grpc.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The journal's view of the call that runs on this thread. */
public final class CallRecord {

  static final Context.Key<CallRecord> KEY = Context.key("simulator-call");
  private final Journal journal;
  private final long seq;
  private final List<String> effects = new ArrayList<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  CallRecord(Journal journal, long seq) {
    this.journal = journal;
    this.seq = seq;
  }

  /** Notes a change made by the current call; outside of a journalled call nothing is noted. */
  public static void effect(String what) {
    var call = KEY.get();
    if (call != null) call.note(what);
  }

  /** Writes the outcome. Only the first one counts. */
  public void end(String outcome) {
    if (ended.compareAndSet(false, true)) journal.end(seq, outcome, noted());
  }

  synchronized void note(String what) {
    effects.add(what);
  }

  private synchronized List<String> noted() {
    return List.copyOf(effects);
  }
}
