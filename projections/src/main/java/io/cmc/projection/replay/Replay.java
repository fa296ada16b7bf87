// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.replay;

import io.cmc.projection.Generations;
import io.cmc.projection.ReadModel;
import io.cmc.store.read.SealedEvent;
import io.cmc.store.read.SealedEventReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Builds a read model again from the first event, beside the one that readers see, and puts it in its place in one transaction.
 *
 * <p>The live projection may go on meanwhile, here and on other instances, or not run at all. It holds the generation that it writes
 * until it commits; the last stretch is read while nobody holds it. So the new rows know every event that the old ones knew. Where
 * the live projection's token is behind them, the events in between are told to them again and change nothing. Therefore no token is
 * touched and no claim is taken.
 *
 * <p>Nodes are never called: this reads events and writes rows. May be called at any time; of two at once for one model the later
 * wins and the earlier gives way.
 */
public final class Replay {

  private static final int PAGE = 2_000;

  /** Where events never cease to come, so many times the rest is read before the live projection has to stand still for what is left. */
  private static final int STRETCHES = 10;

  private final SealedEventReader events;
  private final Map<String, ReadModel> models;
  private final Generations generations;
  private final Consumer<String> forgetDeadLetters;
  private final TransactionTemplate transactions;

  /** @param forgetDeadLetters removes what a processing group put aside, in the caller's transaction; it is told the group's name */
  public Replay(SealedEventReader events, List<ReadModel> models, Generations generations, Consumer<String> forgetDeadLetters,
      TransactionTemplate transactions) {
    this.events = events;
    this.models = new TreeMap<>();
    models.forEach(m -> this.models.put(m.name(), m));
    this.generations = generations;
    this.forgetDeadLetters = forgetDeadLetters;
    this.transactions = transactions;
  }

  /** @param last position of the newest event that is known of; grows while events arrive */
  public record Progress(String model, long position, long last, boolean complete) {}

  /** Another replay of the same model began later. */
  public static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overtaken(String model) {
      super("a later replay of " + model + " has begun; this one gave way");
    }
  }

  private record Taken(long position, int replaced) {}

  /** Names of the read models there are. */
  public List<String> models() {
    return List.copyOf(models.keySet());
  }

  /**
   * Returns when readers see the new rows.
   *
   * @param progress told after each page; what it throws ends the replay, and readers keep the old rows
   * @throws IllegalArgumentException when there is no such model
   * @throws Overtaken when a later replay of the model has begun
   */
  public void rebuild(String name, Consumer<Progress> progress) {
    var model = models.get(name);
    if (model == null) throw new IllegalArgumentException("expected one of " + models() + ", found: " + name);
    var generation = begin(model);
    try {
      var copy = model.copy(generation);
      var reached = catchUp(name, copy, progress);
      var taken = transactions.execute(t -> takeOver(model, generation, copy, reached));
      transactions.executeWithoutResult(t -> model.forget(taken.replaced()));
      progress.accept(new Progress(name, taken.position(), taken.position(), true));
    } catch (RuntimeException e) {
      forgetAfter(e, model, generation);
      throw e;
    }
  }

  private int begin(ReadModel model) {
    return transactions.execute(t -> {
      var generation = generations.takeNext(model.name());
      model.forgetAllBut(List.of(generations.live(model.name()), generation));
      return generation;
    });
  }

  /** Until nothing came while the rest was written, so that as little as can be is left for when the live projection stands still. */
  private long catchUp(String name, ReadModel.Copy copy, Consumer<Progress> progress) {
    var position = 0L;
    var before = -1L;
    for (int stretch = 0; stretch < STRETCHES && position != before; stretch++) {
      before = position;
      position = stretch(name, copy, before, progress);
    }
    return position;
  }

  /** All is written behind the last page. */
  private long stretch(String name, ReadModel.Copy copy, long after, Consumer<Progress> progress) {
    var position = after;
    try (var pages = new PagesAhead(events, transactions, PAGE, after)) {
      for (var page = pages.next(); !page.isEmpty(); page = pages.next()) {
        page.forEach(copy::take);
        inParts(copy::settle);
        position = page.getLast().position();
        progress.accept(new Progress(name, position, Math.max(position, events.lastPosition()), false));
      }
    }
    inParts(copy::flushPart);
    return position;
  }

  /** Each in a transaction of its own. @param part writes, and says whether there is more */
  private void inParts(BooleanSupplier part) {
    var more = true;
    while (more) more = transactions.execute(t -> part.getAsBoolean());
  }

  /** In the caller's transaction. */
  private long page(ReadModel.Copy copy, long after) {
    var page = events.read(after, PAGE);
    page.forEach(copy::take);
    copy.flush();
    return page.isEmpty() ? after : page.getLast().position();
  }

  /** The live projection stands still from here to the commit. */
  private Taken takeOver(ReadModel model, int generation, ReadModel.Copy copy, long reached) {
    var replaced = generations.stopLive(model.name());
    var position = reached;
    for (var next = page(copy, position); next != position; next = page(copy, position)) position = next;
    if (!generations.makeLive(model.name(), generation, position)) throw new Overtaken(model.name());
    forgetDeadLetters.accept(model.name());
    return new Taken(position, replaced);
  }

  private void forgetAfter(RuntimeException failure, ReadModel model, int generation) {
    try {
      transactions.executeWithoutResult(t -> forgetUnlessLive(model, generation));
    } catch (RuntimeException e) {
      // the next replay removes what this one leaves behind
      failure.addSuppressed(e);
    }
  }

  private void forgetUnlessLive(ReadModel model, int generation) {
    if (generations.holdLive(model.name()) != generation) model.forget(generation);
  }
}
