// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Entry.Caller;
import io.cmc.deploy.simulation.world.Client;
import io.cmc.deploy.simulation.world.Effect;
import java.util.function.BooleanSupplier;

/** The service as the model's nodes see it. What it waits for takes the model's time and none of ours. */
final class ServiceClient implements Client {

  /** Whoever only looks waits for no answer longer than so. */
  private static final long SHORT_LOOK = 2_000;

  private final Agenda agenda;
  private final Director director;

  ServiceClient(Agenda agenda, Director director) {
    this.agenda = agenda;
    this.director = director;
  }

  @Override public Caller caller() {
    return new Caller("service", 0, 0);
  }

  @Override public Mishap before(Effect effect, String node, String method) {
    return director.before(effect, node, method);
  }

  @Override public void after(Effect effect) {
    // the service goes on
  }

  @Override public void takes(long millis) {
    agenda.spend(Thread.currentThread().getName().startsWith("look-") ? Math.min(millis, SHORT_LOOK) : millis);
  }

  @Override public void travels(long millis) {
    agenda.pass(millis);
  }

  @Override public boolean awaits(BooleanSupplier done, long millis) {
    var until = agenda.now() + millis;
    var came = agenda.await(done, until);
    if (!came && millis < Long.MAX_VALUE / 8) agenda.pass(Math.max(0, until - agenda.now()));
    return came;
  }
}
