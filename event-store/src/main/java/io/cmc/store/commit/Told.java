// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.commit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What somebody else's thread came to, as if it had been one's own. */
final class Told {

  private Told() {}

  static <A> A by(CompletableFuture<A> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw e;
    }
  }
}
