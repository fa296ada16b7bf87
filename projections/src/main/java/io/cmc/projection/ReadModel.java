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

  /** A copy in the making. Used by one thread; what was taken is written when it is flushed, in the caller's transaction. */
  interface Copy {

    /** Events in the order of their positions. */
    void take(SealedEvent event);

    void flush();

    /** A copy that folds its events. */
    static Copy folding(Consumer<Happened> fold, Runnable flush) {
      return new Copy() {
        @Override public void take(SealedEvent event) {
          fold.accept(new Happened(event.position(), event.payload(), event.metadata()));
        }

        @Override public void flush() {
          flush.run();
        }
      };
    }
  }
}
