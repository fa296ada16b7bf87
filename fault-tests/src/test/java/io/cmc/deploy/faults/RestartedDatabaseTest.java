// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.Site;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The database server is stopped and started again in the middle of a migration. */
class RestartedDatabaseTest {

  /** While the database is away everybody says so; a fault of our own nobody has. */
  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS, "^WARN .*", Persistence.SPRING_LOSES_A_CONNECTION,
      Persistence.SCHEDULER_LOSES_A_CONNECTION);

  private static final Duration RECOVERY = Duration.ofSeconds(15);

  @TempDir private Path folder;
  private StoreBehindProxy store;
  private Site site;
  private InProcess service;
  private Voyage voyage;

  @BeforeEach void start() throws SQLException {
    store = StoreBehindProxy.start(folder.resolve("postgres"));
    site = Voyage.site(folder, network -> network.participants(3).seed(4));
    service = InProcess.start(folder.resolve("service"), store.url(), new String[0]);
    voyage = new Voyage(site, "restarted");
  }

  @AfterEach void close() {
    service.close();
    site.close();
    store.close();
  }

  @Test void orders_wait_outside_and_everything_goes_on_when_the_database_is_back() {
    var random = Seeds.random("RestartedDatabaseTest");
    voyage.begin(service.console());
    restartAt(40 + random.nextInt(40), "hold");
    restartAt(store.events() + 5 + random.nextInt(40), "resume");

    voyage.arrive(service.console());
    voyage.judge(store.direct());
    voyage.judgeHistory(service.console());
    assertThat(voyage.events(store.direct(), "MigrationHeld")).isOne();
    assertThat(voyage.events(store.direct(), "MigrationResumed")).isOne();
  }

  @Tag("faults") @RepeatedTest(25) void at_any_moment() {
    var random = Seeds.random("RestartedDatabaseTest.at_any_moment");
    voyage.begin(service.console());
    for (var i = 0; i < 3; i++) {
      restartAt(store.events() + random.nextInt(60), "hold");
      new Persistence(service.console()).order("resume", voyage.name());
    }

    voyage.arrive(service.console());
    voyage.judge(store.direct());
  }

  /** Stops the server once so many events are there, or a second later where nothing more happens; an order comes in meanwhile. */
  private void restartAt(long events, String order) {
    var begun = Instant.now();
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
        .until(() -> store.events() >= events || Duration.between(begun, Instant.now()).compareTo(Duration.ofSeconds(1)) > 0);
    store.stop();
    var caller = new Persistence(service.console());
    var key = order + "-" + UUID.randomUUID();
    var asked = Instant.now();
    var refused = caller.once(key, words(order));
    var answered = Duration.between(asked, Instant.now());
    assertThat(refused.code()).as(refused.err()).isEqualTo(Persistence.UNREACHABLE);
    assertThat(refused.err()).contains("STORE_UNAVAILABLE").contains("same idempotency key");
    store.startAgain();
    var recovered = caller.orderWith(key, words(order));
    System.out.printf("database restarted at event %d: order refused after %d ms, taken %d ms after the database was back%n", events,
        answered.toMillis(), recovered.toMillis());
    assertThat(recovered).isLessThan(RECOVERY);
  }

  private String[] words(String order) {
    return order.equals("hold") ? new String[] {"hold", voyage.name(), "--reason", "a test"} : new String[] {order, voyage.name()};
  }
}
