// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import io.cmc.sim.node.CantonFailure;
import io.cmc.sim.node.Command;
import io.cmc.sim.node.DomainDown;
import io.cmc.sim.node.NodeGone;
import io.cmc.sim.node.Participant;
import com.daml.ledger.api.v1.Record;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Applications that never rest: they make contracts between neighbours at a steady rate and shrug at refusals. */
public final class Traffic {

  private final List<Participant> participants;
  private final AtomicLong committed = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile Thread driver;

  Traffic(List<Participant> participants) {
    this.participants = participants;
  }

  /** Replaces what ran before; 0 stops it. */
  public synchronized void run(int perSecond) {
    stop();
    if (perSecond > 0) driver = Thread.ofVirtual().name("traffic").start(() -> drive(1000 / perSecond));
  }

  public synchronized void stop() {
    if (driver != null) driver.interrupt();
    driver = null;
  }

  public long committed() {
    return committed.get();
  }

  public long refused() {
    return refused.get();
  }

  private void drive(long pauseMillis) {
    try {
      for (var i = 0; driver == Thread.currentThread() || driver == null; i = (i + 1) % participants.size()) {
        var from = participants.get(i);
        var to = participants.get((i + 1) % participants.size());
        Thread.ofVirtual().start(() -> make(from, to));
        Thread.sleep(Math.max(1, pauseMillis));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void make(Participant from, Participant to) {
    try {
      var contract = Command.create(Cast.IOU, List.of(from.spec().parties().getFirst()), List.of(to.spec().parties().getFirst()), Record.getDefaultInstance());
      from.process().ledger().submitAndWait(contract);
      committed.incrementAndGet();
    } catch (CantonFailure | DomainDown | NodeGone e) {
      refused.incrementAndGet();
    }
  }
}
