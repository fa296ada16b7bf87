// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.command.BeginReconcile;
import io.cmc.deploy.simulation.machine.Lease.Kind;
import io.cmc.deploy.simulation.machine.Workshop.StepBook;
import io.cmc.deploy.simulation.time.Entry.Caller;
import io.cmc.deploy.simulation.world.Client;
import io.cmc.deploy.simulation.world.Effect;
import io.cmc.journey.ReconcileCause;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One process of the controller. It dies between any two calls and comes back knowing nothing; it is frozen, others go on with its
 * work, and it comes back believing that no time has passed.
 */
final class Instance implements Client {

  private static final long LEAST_LEFT = 6_700;
  /** Whoever compares and watches waits for no answer longer than so. */
  private static final long SHORT_LOOK = 2_000;

  private final Machine machine;
  private final String place;
  private int life;
  private boolean alive = true;
  private boolean frozen;
  private boolean compared;
  private boolean hurried;
  private StepBook steps;
  private Lease current;
  private long pollAt = Long.MAX_VALUE;

  Instance(Machine machine, String place) {
    this.machine = machine;
    this.place = place;
    this.steps = machine.openWorkshop(this);
  }

  /** New at every start. */
  String name() {
    return place + "." + life;
  }

  StepBook steps() {
    return steps;
  }

  boolean works() {
    return alive && !frozen;
  }

  int life() {
    return life;
  }

  /** Not later than so. */
  void poll(long inMillis) {
    var at = machine.agenda().now() + inMillis;
    if (at >= pollAt) return;
    pollAt = at;
    machine.agenda().actor(inMillis, () -> {
      if (pollAt != at) return;
      pollAt = Long.MAX_VALUE;
      if (works()) takeSome();
    });
  }

  private void takeSome() {
    try {
      for (var lease : claim()) {
        var piece = new Piece(machine, this, lease);
        machine.agenda().actor(machine.chance().between(0, 20), piece::run);
      }
    } catch (Died gone) {
      return;
    }
    machine.rows().nextDue().ifPresent(at -> poll(Math.max(5, at - machine.agenda().now())));
  }

  /** As {@code work.Claims}: whoever starts, and whoever takes over, has the nodes compared first. */
  private List<Lease> claim() {
    if (machine.plan() == null) compared = true;
    compared = compared || begun(ReconcileCause.START);
    if (machine.rows().orphaned(name()) && begun(ReconcileCause.TAKEOVER)) machine.rows().release(name());
    return machine.rows().claim(name(), machine.chance().between(1, 12), !compared);
  }

  private boolean begun(ReconcileCause cause) {
    var mine = life;
    try {
      mayDie();
      if (machine.faults().storeFails()) throw new StoreTrouble("the database does not answer");
      machine.tell(new BeginReconcile(machine.plan().migration(), cause, machine.agenda().instant()));
      mustBe(mine);
      return true;
    } catch (StoreTrouble e) {
      machine.tape().say(name() + ": nothing can be compared just now, and nothing is taken: " + e.getMessage());
      poll(1_000);
      return false;
    }
  }

  /** Does something under a lease; what is below it on the stack goes on with its own when it is done. */
  void under(Lease lease, Runnable work) {
    var outer = current;
    var before = hurried;
    current = lease;
    hurried = lease.kind() == Kind.COMPARE || lease.kind() == Kind.WATCH;
    try {
      work.run();
    } finally {
      current = outer;
      hurried = before;
    }
  }

  void die() {
    machine.tape().say("instance " + name() + " dies");
    machine.rows().abandoned(name(), machine.chance().between((int) LEAST_LEFT, (int) WorkRows.LEASE));
    alive = false;
    life++;
    machine.agenda().actor(machine.chance().between(500, 30_000), this::comeBack);
  }

  private void comeBack() {
    alive = true;
    compared = false;
    steps = machine.openWorkshop(this);
    machine.tape().say("instance " + name() + " starts");
    poll(0);
  }

  /** What ran in the process that died never runs again. */
  void mustBe(int thatLife) {
    if (life != thatLife) throw new Died();
  }

  void mayDie() {
    if (!machine.faults().dies()) return;
    die();
    throw new Died();
  }

  /** Anywhere, also between the fence and the call. */
  void mayFreeze() {
    if (frozen || machine.agenda().deep() || !machine.faults().freezes()) return;
    var mine = life;
    machine.tape().say("instance " + name() + " is stopped");
    machine.rows().abandoned(name(), machine.chance().between((int) LEAST_LEFT, (int) WorkRows.LEASE));
    frozen = true;
    machine.agenda().spend(machine.chance().between(1_000, 60_000));
    frozen = false;
    mustBe(mine);
    machine.tape().say("instance " + name() + " goes on");
    machine.rows().renewed(name());
    poll(0);
  }

  @Override public Caller caller() {
    return new Caller(name(), current.work(), current.epoch());
  }

  @Override public Mishap before(Effect effect, String node, String method) {
    mayDie();
    mayFreeze();
    return hurried ? machine.faults().glance(node, method) : machine.faults().mishap(effect, node, method);
  }

  @Override public void after(Effect effect) {
    mayDie();
  }

  @Override public void takes(long most) {
    var mine = life;
    var millis = hurried ? Math.min(most, SHORT_LOOK) : most;
    if (millis > 1_000 || machine.faults().turns()) machine.agenda().spend(millis);
    else machine.agenda().pass(millis);
    mustBe(mine);
  }

  @Override public void travels(long millis) {
    machine.agenda().pass(millis);
  }

  @Override public boolean awaits(BooleanSupplier done, long millis) {
    var mine = life;
    var until = machine.agenda().now() + millis;
    var came = machine.agenda().await(done, until);
    if (!came && millis < Long.MAX_VALUE / 8) machine.agenda().pass(Math.max(0, until - machine.agenda().now()));
    mustBe(mine);
    return came;
  }
}
