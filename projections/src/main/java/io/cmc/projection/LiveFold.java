// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/**
 * The events of one unit of work, folded over the live generation without holding it: it is held from the moment of writing to the commit.
 * A lock makes its transaction one that writes, and nothing is sealed that was appended after such a transaction began. For one thread.
 *
 * @param <B> what events are folded into, and written from
 */
public final class LiveFold<B> {

  private final Generations generations;
  private final String model;
  private final IntFunction<B> begin;
  private final BiConsumer<B, Happened> fold;
  private final List<Happened> taken = new ArrayList<>();
  private int generation;
  private B batch;

  /** @param begin an empty batch over the rows of a generation; @param fold may throw, and then has left the batch as it was */
  public LiveFold(Generations generations, String model, IntFunction<B> begin, BiConsumer<B, Happened> fold) {
    this.generations = generations;
    this.model = model;
    this.begin = begin;
    this.fold = fold;
    over(generations.live(model));
  }

  public void take(Happened happened) {
    fold.accept(batch, happened);
    taken.add(happened);
  }

  /**
   * All that was taken, folded over the live generation, which no rebuild replaces before the caller's transaction ends. Where one has
   * replaced it since, all is folded once more over the new one.
   */
  public B held() {
    var live = generations.holdLive(model);
    if (live != generation) {
      over(live);
      taken.forEach(h -> fold.accept(batch, h));
    }
    return batch;
  }

  private void over(int live) {
    generation = live;
    batch = begin.apply(live);
  }
}
