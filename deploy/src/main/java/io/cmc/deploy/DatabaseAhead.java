// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;

/**
 * Makes the database ready while Spring looks for what it is to make, and neither waits for the other. What fails here is told where the
 * database is asked for; a server that nobody asks for is stopped when the start fails or the process ends. Of one start of one application.
 */
final class DatabaseAhead implements ApplicationListener<SpringApplicationEvent> {

  /** As a bean: what was begun before there were any. */
  static final class Begun {

    private static final long PATIENCE_S = 60;

    private final CompletableFuture<ReadyDatabase> database;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final Thread atTheEnd = new Thread(this::giveUp);

    private Begun(CompletableFuture<ReadyDatabase> database) {
      this.database = database;
    }

    /** Once; the caller closes it. @throws RuntimeException what making it ready ended with */
    ReadyDatabase take() {
      if (!taken.compareAndSet(false, true)) throw new IllegalStateException("the start was given up, and the database with it");
      forget();
      try {
        return database.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }

    private void forget() {
      try {
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
      } catch (IllegalStateException e) {
        // the process is ending: whoever took it closes it
      }
    }

    /** Waits until a server that nobody took is stopped. */
    private void giveUp() {
      if (!taken.compareAndSet(false, true)) return;
      database.thenAccept(ReadyDatabase::close).completeOnTimeout(null, PATIENCE_S, TimeUnit.SECONDS).exceptionally(failure -> null).join();
    }
  }

  private volatile Begun begun = new Begun(CompletableFuture.failedFuture(new IllegalStateException("nothing was begun")));

  @Override public void onApplicationEvent(SpringApplicationEvent event) {
    switch (event) {
      case ApplicationEnvironmentPreparedEvent prepared -> begin(prepared);
      case ApplicationFailedEvent _ -> begun.giveUp();
      default -> { }
    }
  }

  private void begin(ApplicationEnvironmentPreparedEvent event) {
    try {
      var settings = Binder.get(event.getEnvironment()).bindOrCreate("cmc", ServiceSettings.class);
      begun = new Begun(CompletableFuture.supplyAsync(() -> ReadyDatabase.of(settings), work -> Thread.ofPlatform().name("database-ahead").start(work)));
      Runtime.getRuntime().addShutdownHook(begun.atTheEnd);
      event.getBootstrapContext().addCloseListener(closed -> closed.getApplicationContext().getBeanFactory().registerSingleton("databaseAhead", begun));
    } catch (BindException e) {
      // Spring binds them again, and says what is wrong with them in its own words
    }
  }
}
