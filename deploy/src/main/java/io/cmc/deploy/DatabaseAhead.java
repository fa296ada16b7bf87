// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Makes the database ready while Spring looks for what it is to make, and neither waits for the other. What fails here is told where the
 * database is asked for. Of one start of one application.
 */
final class DatabaseAhead implements ApplicationListener<SpringApplicationEvent> {

  /** As a bean: what was begun before there were any. */
  record Begun(CompletableFuture<ReadyDatabase> database) {

    /** @throws RuntimeException what making it ready ended with */
    ReadyDatabase await() {
      try {
        return database.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
  }

  private volatile CompletableFuture<ReadyDatabase> database = new CompletableFuture<>();

  @Override public void onApplicationEvent(SpringApplicationEvent event) {
    switch (event) {
      case ApplicationEnvironmentPreparedEvent prepared -> begin(prepared);
      case ApplicationFailedEvent _ -> database.thenAccept(ReadyDatabase::close); // perhaps nobody came to ask for it
      default -> { }
    }
  }

  private void begin(ApplicationEnvironmentPreparedEvent event) {
    try {
      var settings = settings(event.getEnvironment());
      database = CompletableFuture.supplyAsync(() -> ReadyDatabase.of(settings), work -> Thread.ofPlatform().name("database-ahead").start(work));
      event.getBootstrapContext().addCloseListener(closed -> closed.getApplicationContext().getBeanFactory().registerSingleton("databaseAhead", new Begun(database)));
    } catch (BindException e) {
      // Spring binds them again, and says what is wrong with them in its own words
    }
  }

  private static ServiceSettings settings(Environment environment) {
    return Binder.get(environment).bindOrCreate("cmc", ServiceSettings.class);
  }
}
