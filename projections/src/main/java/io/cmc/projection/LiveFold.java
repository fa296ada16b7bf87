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

  /**
   * What does not fit is tried once more where a rebuild has replaced the generation since, and perhaps removed its rows. Where it does not
   * fit the live one, that is held from here: what is put aside is then older than a rebuild that forgets what was put aside.
   *
   * @throws RuntimeException of the fold, when the event does not fit the live generation
   */
  public void take(Happened happened) {
    try {
      fold.accept(batch, happened);
    } catch (RuntimeException e) {
      if (!replaced(e)) throw e;
      fold.accept(batch, happened);
    }
    taken.add(happened);
  }

  private boolean replaced(RuntimeException failure) {
    try {
      var before = generation;
      held();
      return generation != before;
    } catch (RuntimeException e) {
      failure.addSuppressed(e); // the transaction may have failed: then nothing can be asked
      return false;
    }
  }

  /**
   * All that was taken, folded over the live generation, which no rebuild replaces before the caller's transaction ends. Where one has
   * replaced it since, all is folded once more over the new one. May be called again.
   */
  public B held() {
    var live = generations.holdLive(model);
    if (live != generation) over(live);
    return batch;
  }

  /** When this fails, all is as it was before, and the caller's transaction cannot be held. */
  private void over(int live) {
    var anew = begin.apply(live);
    taken.forEach(h -> fold.accept(anew, h));
    batch = anew;
    generation = live;
  }
}
