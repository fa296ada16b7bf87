// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.commit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Those who ask at the same time are answered at once: one of them asks for all. He lets run whoever is ready to, as they may be about to ask too, but waits
 * for nobody to come; whoever comes while others are being answered is answered with the next, or asks by himself if that takes long. Safe for many threads.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class Gathering<Q, A> {

  static final Duration PATIENCE = Duration.ofMillis(250);

  private final int groups;
  private final int most;
  private final Duration patience;
  private final Deque<Asker<Q, A>> waiting = new ArrayDeque<>();
  private int led;
  /** Whoever is to ask last has not yet seen for whom: those who wait are among them. */
  private boolean gathers;

  /** @param groups that are answered side by side, from 1; @param most that are answered together, from 1 */
  public Gathering(int groups, int most) {
    this(groups, most, PATIENCE);
  }

  /**
   * @param groups that are answered side by side, from 1
   * @param most that are answered together, from 1
   * @param patience for how long one waits for others to be answered, and whenever one is interrupted no longer
   */
  Gathering(int groups, int most, Duration patience) {
    this.groups = groups;
    this.most = most;
    this.patience = patience;
  }

  /** @param turn whether he is to ask, for himself and others; not where he was answered by another one */
  private record Asker<Q, A>(Q question, CompletableFuture<Boolean> turn, CompletableFuture<A> answer) {

    Asker(Q question) {
      this(question, new CompletableFuture<>(), new CompletableFuture<>());
    }

    void hear(A said) {
      answer.complete(said);
      turn.complete(false);
    }

    void fail(Throwable failure) {
      answer.completeExceptionally(failure);
      turn.complete(false);
    }
  }

  /**
   * @param all answers several questions in their order, on the thread of whoever asks for all of them; what it throws is thrown to each
   * @return what was answered to this one
   */
  public A ask(Q question, Function<List<Q>, List<A>> all) {
    var me = new Asker<Q, A>(question);
    enter(me);
    if (!isSoon(me) && leaves(me)) return all.apply(List.of(question)).getFirst();
    if (me.turn().join()) lead(me, all);
    return heard(me.answer());
  }

  private static <A> A heard(CompletableFuture<A> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  private synchronized void enter(Asker<Q, A> asker) {
    waiting.add(asker);
    if (led < groups) appoint();
  }

  /** Who is not being answered yet. */
  synchronized int waiting() {
    return waiting.size();
  }

  private boolean isSoon(Asker<Q, A> me) {
    try {
      me.turn().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  /** @return whether nobody asks for him any more */
  private synchronized boolean leaves(Asker<Q, A> me) {
    return waiting.remove(me);
  }

  private void lead(Asker<Q, A> me, Function<List<Q>, List<A>> all) {
    var group = List.of(me);
    try {
      Thread.yield();
      group = with(me);
      var answers = all.apply(group.stream().map(Asker::question).toList());
      for (int i = 0; i < group.size(); i++) group.get(i).hear(answers.get(i));
    } catch (Throwable failure) {
      for (var asker : group) asker.fail(failure);
    } finally {
      isAnswered();
    }
  }

  private synchronized List<Asker<Q, A>> with(Asker<Q, A> leader) {
    gathers = false;
    var group = new ArrayList<>(List.of(leader));
    while (group.size() < most && !waiting.isEmpty()) group.add(waiting.remove());
    goOn();
    return group;
  }

  private synchronized void isAnswered() {
    led--;
    goOn();
  }

  private void goOn() {
    if (!gathers && led < groups && !waiting.isEmpty()) appoint();
  }

  private void appoint() {
    led++;
    gathers = true;
    waiting.remove().turn().complete(true);
  }
}
