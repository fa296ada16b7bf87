// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.world.Client.Mishap;
import java.util.function.Supplier;

/** The way of a call to a participant and of its answer back. Between any two of these lines the caller may die. */
final class Line {

  private static final long DEADLINE = 30_000;

  /** Before the caller has given up. */
  private static final int LATEST = 29_000;
  /** Of what hangs longer: behind how many looks at the most, and for how many seconds. */
  private static final int LOOKS = 5;
  private static final int SECONDS = 300;

  private final Client client;
  private final ModelParticipant node;
  private final World world;

  Line(Client client, ModelParticipant node) {
    this.client = client;
    this.node = node;
    this.world = node.world;
  }

  <T> T read(String method, Supplier<T> answer) {
    var mishap = client.before(Effect.READ, node.name, method);
    client.takes(world.latency());
    if (!node.up() || mishap == Mishap.NOT_SENT) throw Refusals.notSent(node.name);
    if (mishap == Mishap.NODE_DIES_BEFORE || mishap == Mishap.NODE_DIES_AFTER) throw dies(Effect.READ);
    if (mishap != Mishap.NONE) throw times(Effect.READ);
    var read = answer.get();
    world.tape.add(new Entry.Looked(node.name, method));
    if (method.equals("connected")) node.straggler.looked();
    client.after(Effect.READ);
    return read;
  }

  /** @param millis how long the node works on it; its own clock decides when, the deadline only who still waits */
  void change(String method, String arguments, long millis, Runnable effect) {
    change(Sent.passed(world.agenda), method, arguments, millis, effect);
  }

  /** What changes something is no reason to ask the fence for: part of a look. */
  void probe(String method, String arguments, Runnable effect) {
    change(new Sent(world.agenda, Long.MAX_VALUE), method, arguments, 0, effect);
  }

  private void change(Sent sent, String method, String arguments, long millis, Runnable effect) {
    var mishap = client.before(Effect.CHANGE, node.name, method);
    sent.mustBeFresh();
    client.travels(world.latency());
    if (!node.up() || mishap == Mishap.NOT_SENT) throw Refusals.notSent(node.name);
    world.tape.add(new Entry.Called(node.name, method, arguments, client.caller()));
    if (mishap == Mishap.NODE_DIES_BEFORE) throw dies(Effect.CHANGE);
    if (mishap == Mishap.EFFECT_BEHIND) throw hangs(effect);
    var duty = begin(mishap == Mishap.EFFECT_LATE ? world.chance.between(5_000, LATEST) : millis, effect);
    if (!client.awaits(duty::ended, DEADLINE + millis)) throw Refusals.noAnswer(Effect.CHANGE, node.name);
    if (duty.cutOff()) throw Refusals.cutOff(Effect.CHANGE, node.name);
    if (mishap == Mishap.NODE_DIES_AFTER) throw dies(Effect.CHANGE);
    if (mishap == Mishap.ANSWER_LOST || mishap == Mishap.EFFECT_LATE) throw times(Effect.CHANGE);
    client.after(Effect.CHANGE);
    duty.answer();
  }

  private Duties.Duty begin(long millis, Runnable effect) {
    var duty = node.duties.arrive(effect);
    if (millis == 0) node.duties.work(duty);
    else world.agenda.light(millis, () -> node.duties.work(duty));
    return duty;
  }

  /** No deadline ends the waiting; a connection that is lost does, and the node goes on. */
  void move(String arguments, Supplier<ModelMove> begin) {
    var sent = Sent.passed(world.agenda);
    var mishap = client.before(Effect.MOVE, node.name, "migrate");
    sent.mustBeFresh();
    client.travels(world.latency());
    if (!node.up() || mishap == Mishap.NOT_SENT) throw Refusals.notSent(node.name);
    world.tape.add(new Entry.Called(node.name, "migrate", arguments, client.caller()));
    if (mishap == Mishap.NODE_DIES_BEFORE) throw dies(Effect.MOVE);
    if (node.moving != null) throw Refusals.moving(node.name);
    var move = begin.get();
    client.awaits(move::ended, mishap == Mishap.NONE ? Long.MAX_VALUE / 4 : world.chance.between(0, 20_000));
    if (mishap == Mishap.NODE_DIES_AFTER) throw dies(Effect.MOVE);
    if (!move.ended() || mishap != Mishap.NONE) throw Refusals.noAnswer(Effect.MOVE, node.name);
    if (move.cutOff()) throw Refusals.cutOff(Effect.MOVE, node.name);
    client.after(Effect.MOVE);
    move.answer();
  }

  private RuntimeException dies(Effect effect) {
    node.restart(world.chance.between(2_000, 40_000));
    return Refusals.cutOff(effect, node.name);
  }

  private RuntimeException hangs(Runnable effect) {
    node.straggler.hang(world.chance.between(1, LOOKS), () -> node.late(effect));
    world.agenda.light(1_000L * world.chance.between(60, SECONDS), node.straggler::end);
    return times(Effect.CHANGE);
  }

  private RuntimeException times(Effect effect) {
    client.takes(DEADLINE);
    return Refusals.noAnswer(effect, node.name);
  }
}
