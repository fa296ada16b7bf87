// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.fault;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The faults that lie in wait in one network. Node and method may be {@code *}. Of several faults of the same kind one strikes each call, in
 * the order they were injected, so that a script of answers can be laid out; faults of different kinds add up.
 */
public final class Faults {

  private static final String DATABASE = "database";
  private final List<Injected> waiting = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong();

  /** Strikes once. The method by its short name, as {@code DomainConnectivityService/ConnectDomain}. */
  public Injected inject(String node, String method, Fault fault) {
    return inject(node, method, fault, 1);
  }

  /** @param times at least 1; {@link Integer#MAX_VALUE} for "until released" */
  public Injected inject(String node, String method, Fault fault, int times) {
    var injected = new Injected("fault-" + ids.incrementAndGet(), node, method, fault, times);
    waiting.add(injected);
    return injected;
  }

  public Injected atPhase(String node, Phase phase, Fault fault) {
    return inject(node, phase.name(), fault, 1);
  }

  /** The node's database is out of its reach until the fault is released. */
  public Injected databaseTrouble(String node) {
    return inject(node, DATABASE, new Fault.DatabaseTrouble(), Integer.MAX_VALUE);
  }

  public boolean release(String id) {
    var found = waiting.stream().filter(i -> i.id().equals(id)).toList();
    found.forEach(Injected::release);
    waiting.removeAll(found);
    return !found.isEmpty();
  }

  /** Releases all. */
  public void clear() {
    waiting.forEach(Injected::release);
    waiting.clear();
  }

  /** Called by the nodes: the faults that strike this call now. */
  public List<Injected> strike(String node, String place) {
    return striking(node, place).toList();
  }

  /** Called by whoever only asks about a node: nothing strikes. */
  public boolean databaseIsDown(String node) {
    return waiting.stream().anyMatch(i -> i.waitsFor(node, DATABASE));
  }

  /** Called by a node that is about to use its database: true when the fault strikes it. */
  public boolean databaseFails(String node) {
    return waiting.stream().anyMatch(i -> i.waitsFor(node, DATABASE) && i.strike());
  }

  /** Called by a migrating participant; comes back when the phase may be left. */
  public Optional<Fault> reached(String node, Phase phase, BooleanSupplier alive) {
    var struck = striking(node, phase.name()).findFirst();
    struck.filter(i -> i.fault() instanceof Fault.HangAtPhase).ifPresent(i -> hang(i, alive));
    return struck.map(Injected::fault);
  }

  private Stream<Injected> striking(String node, String place) {
    var kinds = new HashSet<Class<?>>();
    return waiting.stream().filter(i -> i.waitsFor(node, place) && kinds.add(i.fault().getClass()) && i.strike());
  }

  private static void hang(Injected injected, BooleanSupplier alive) {
    try {
      var released = false;
      while (!released && alive.getAsBoolean()) released = injected.awaitRelease(Duration.ofMillis(50));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
