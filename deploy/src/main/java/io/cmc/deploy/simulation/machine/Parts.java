// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.report.Report;
import java.util.function.Consumer;

/** What the machine is put together from. A test puts in a broken one to see that it is found; the product has no such choice. */
public record Parts(Core core, Workshop workshop, Fence fence, Intents intents) {

  public static final Parts REAL = new Parts(Core.REAL, Workshop.REAL, Fence.REAL, (intent, report) -> report.accept(intent));

  /** Whether whoever holds a lease may call nodes just now. */
  public interface Fence {
    Fence REAL = new Fence() {};

    /** In the transaction of the intent. */
    default boolean mayIntend(WorkRows rows, Lease lease) {
      return rows.mayIntend(lease);
    }

    /** Before the first call that follows it. */
    default boolean mayBegin(WorkRows rows, Lease lease) {
      return rows.mayBegin(lease);
    }

    /** Before every other call. */
    default boolean mayGoOn(WorkRows rows, Lease lease) {
      return rows.mayGoOn(lease);
    }
  }

  /** Stores what is about to be called. */
  public interface Intents {
    void store(Report intent, Consumer<Report> report);
  }

  public Parts with(Core other) {
    return new Parts(other, workshop, fence, intents);
  }

  public Parts with(Workshop other) {
    return new Parts(core, other, fence, intents);
  }

  public Parts with(Fence other) {
    return new Parts(core, workshop, other, intents);
  }

  public Parts with(Intents other) {
    return new Parts(core, workshop, fence, other);
  }
}
