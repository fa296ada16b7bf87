// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.deploy.simulation.time.Entry.Caller;
import java.util.function.BooleanSupplier;

/** Whoever calls nodes. It may die in any of these methods, which then do not come back. */
public interface Client {

  /** What happens to a call on its way. {@code EFFECT_LATE}: before its caller gives up; {@code EFFECT_BEHIND}: after that, see {@link Straggler}. */
  enum Mishap { NONE, NOT_SENT, ANSWER_LOST, EFFECT_LATE, EFFECT_BEHIND, NODE_DIES_BEFORE, NODE_DIES_AFTER }

  Caller caller();

  Mishap before(Effect effect, String node, String method);

  void after(Effect effect);

  /** Others may have their turn meanwhile. */
  void takes(long millis);

  /** From the moment that something is sent until it arrives; nobody else has his turn. */
  void travels(long millis);

  /** @return false when it gave up after so long */
  boolean awaits(BooleanSupplier done, long millis);
}
