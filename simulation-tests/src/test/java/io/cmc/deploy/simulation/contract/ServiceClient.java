// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Entry.Caller;
import io.cmc.deploy.simulation.world.Client;
import io.cmc.deploy.simulation.world.Effect;
import java.util.function.BooleanSupplier;

/**
 * The service as the model's nodes see it. What it waits for takes the model's time and none of ours; while it waits for long, others
 * have their turns.
 */
final class ServiceClient implements Client {

  /** Whoever only looks waits for no answer longer than so. */
  private static final long SHORT_LOOK = 2_000;
  private static final long LONG = 1_000;

  private final ModelTime time;
  private final Agenda agenda;
  private final Director director;

  ServiceClient(ModelTime time, Agenda agenda, Director director) {
    this.time = time;
    this.agenda = agenda;
    this.director = director;
  }

  @Override public Caller caller() {
    return new Caller("service", 0, 0);
  }

  @Override public Mishap before(Effect effect, String node, String method) {
    return isLook() ? Mishap.NONE : director.before(effect, node, method);
  }

  /** Of whoever compares and watches. */
  private static boolean isLook() {
    return Thread.currentThread().getName().startsWith("look-");
  }

  @Override public void after(Effect effect) {
    // the service goes on
  }

  @Override public void takes(long millis) {
    if (isLook()) agenda.spend(Math.min(millis, SHORT_LOOK));
    else if (millis > LONG) time.waits(() -> false, agenda.now() + millis);
    else agenda.spend(millis);
  }

  @Override public void travels(long millis) {
    agenda.pass(millis);
  }

  @Override public boolean awaits(BooleanSupplier done, long millis) {
    var until = agenda.now() + millis;
    if (agenda.await(done, Math.min(until, agenda.now() + LONG))) return true;
    time.waits(done, until);
    return done.getAsBoolean();
  }
}
