// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.replay;

import io.cmc.store.read.SealedEvent;
import io.cmc.store.read.SealedEventReader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All sealed events behind a position, page by page. While one page is worked on, the next is read and decoded on a thread and a connection of its own. For one
 * thread.
 */
final class PagesAhead implements AutoCloseable {

  private final SealedEventReader events;
  private final TransactionTemplate transactions;
  private final int size;
  private final ExecutorService reader = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("replay-reader").daemon().factory());
  private CompletableFuture<List<SealedEvent>> next;

  /** @param transactions each page is read in one of them, within its limits; @param after position; 0 reads from the first event */
  PagesAhead(SealedEventReader events, TransactionTemplate transactions, int size, long after) {
    this.events = events;
    this.transactions = transactions;
    this.size = size;
    this.next = begin(after);
  }

  /** Empty when there were no more events; then it is the last. */
  List<SealedEvent> next() {
    var page = taken();
    if (!page.isEmpty()) next = begin(page.getLast().position());
    return page;
  }

  private List<SealedEvent> taken() {
    try {
      return next.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException r) throw r;
      throw e;
    }
  }

  private CompletableFuture<List<SealedEvent>> begin(long after) {
    return CompletableFuture.supplyAsync(() -> transactions.execute(t -> events.read(after, size)), reader);
  }

  /** Waits for a page that is being read. */
  @Override public void close() {
    reader.close();
  }
}
