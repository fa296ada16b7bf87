// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import io.cmc.postgres.ThrowawayServer;
import io.cmc.sim.node.Timing;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A network for one test class, in which every test takes participants that no other test has touched. */
final class Fleet implements AutoCloseable {

  private final Network network;
  private final AtomicInteger taken = new AtomicInteger();

  Fleet(NetworkBuilder plan) {
    this.network = plan.start();
  }

  /** Nodes with a database in common, which gives up a silent domain after a second. */
  static NetworkBuilder plan(int participants) {
    return Network.builder(ThrowawayServer.newDatabase()).sharedDatabase().participants(participants).contracts(4).timing(timing());
  }

  static Timing timing() {
    return Timing.quick().withStartUp(Duration.ofMillis(5)).withSequencerInfo(Duration.ofSeconds(1)).withFirstPing(Duration.ofMillis(10));
  }

  Network network() {
    return network;
  }

  /** The next untouched participant, connected to the source. */
  Admin next() {
    return new Admin(network, Cast.participant(taken.getAndIncrement()));
  }

  /** The next untouched participant, disconnected. */
  Admin nextOffline() {
    var admin = next();
    admin.disconnect(Network.SOURCE);
    return admin;
  }

  static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  /** Waits until the participant is back with all its connections. */
  static void awaitUp(Admin admin) {
    await(admin.node()::isUp);
    await(() -> admin.node().awaitStarted(Duration.ofSeconds(20)));
  }

  @Override
  public void close() {
    network.close();
  }
}
