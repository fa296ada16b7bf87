// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import io.cmc.store.read.SealedEvent;
import java.util.List;
import java.util.function.Consumer;

/** A read model as a rebuild sees it. */
public interface ReadModel {

  /** Its name, which is its processing group's as well. */
  String name();

  /** Begins a copy that nobody reads yet. */
  Copy copy(int generation);

  /** Removes the rows of one generation. In the caller's transaction; may be called again. */
  void forget(int generation);

  /** Removes the rows of all generations but {@code kept}. In the caller's transaction; may be called again. */
  void forgetAllBut(List<Integer> kept);

  /** A copy in the making. Used by one thread. */
  interface Copy {

    /** Events in the order of their positions. */
    void take(SealedEvent event);

    /** Writes all that was taken. In the caller's transaction. */
    void flush();

    /** As {@link #flush()}, but not more at once than delays nobody. @return whether there is more, for another transaction */
    default boolean flushPart() {
      flush();
      return false;
    }

    /**
     * Writes what cannot change any more; the rest may stay in memory, as long as it is not too much, until all is flushed. In the caller's
     * transaction.
     *
     * @return whether there is more that has to be written now, for another transaction
     */
    default boolean settle() {
      return flushPart();
    }

    /** A copy that folds its events. */
    static Copy folding(Consumer<Happened> fold, Runnable flush) {
      return new Copy() {
        @Override public void take(SealedEvent event) {
          fold.accept(Happened.of(event));
        }

        @Override public void flush() {
          flush.run();
        }
      };
    }
  }
}
