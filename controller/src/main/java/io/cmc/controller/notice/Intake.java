// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.notice;

import io.cmc.controller.notice.News.Raised;
import io.cmc.controller.notice.News.Settled;
import io.cmc.controller.work.PlanShelf;
import io.cmc.id.MigrationId;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.store.read.SealedEvent;
import io.cmc.store.read.SealedEventReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes notices of events: those of a batch and the new position in one transaction. */
final class Intake {

  private static final int BATCH = 200;

  private final NoticeTable table;
  private final TransactionTemplate transactions;
  private final Source events;
  private final PlanShelf plans;
  private final List<Channel> channels;

  /** Sealed events in their order. */
  interface Source {
    List<SealedEvent> read(long after, int max);

    long lastPosition();

    static Source of(SealedEventReader reader) {
      return new Source() {
        @Override public List<SealedEvent> read(long after, int max) {
          return reader.read(after, max);
        }

        @Override public long lastPosition() {
          return reader.lastPosition();
        }
      };
    }
  }

  /** Where notices are kept, and in whose transactions. */
  record Store(JdbcClient db, TransactionTemplate transactions) {}

  Intake(Store store, Source events, PlanShelf plans, List<Channel> channels) {
    this.table = new NoticeTable(store.db());
    this.transactions = store.transactions();
    this.events = events;
    this.plans = plans;
    this.channels = channels;
  }

  /** The first time from now on: nobody wants to be told of years ago. */
  long position() {
    var known = table.position();
    if (known.isPresent()) return known.getAsLong();
    var end = events.lastPosition();
    table.position(end);
    return end;
  }

  /** @return the position after what was read; the same when there was nothing */
  long read(long after, InstantSource clock) {
    var batch = events.read(after, BATCH);
    if (batch.isEmpty()) return after;
    var last = batch.getLast().position();
    transactions.executeWithoutResult(t -> {
      batch.forEach(event -> take(event, clock.instant()));
      table.position(last);
    });
    return last;
  }

  private void take(SealedEvent event, Instant now) {
    var news = Reporter.of(event.payload());
    for (var i = 0; i < news.size(); i++) {
      switch (news.get(i)) {
        case Settled s -> table.settle(event.payload().migration(), s.subject());
        case Raised r -> raise(event, r, "cmc-" + event.position() + "-" + i, now);
      }
    }
  }

  private void raise(SealedEvent event, Raised news, String id, Instant now) {
    var migration = event.payload().migration();
    var plan = plans.find(migration);
    var team = news.node().flatMap(node -> plan.map(p -> p.participant(node).team()));
    var all = plan.map(Intake::teams).orElse(List.of());
    for (var channel : channels) {
      if (!channel.wants(news.kind(), team, all)) continue;
      var text = text(migration, news, channel.mayKnow(team));
      table.add(channel.name(), new Notice(id, news.kind(), migration, text, event.payload().at()), news, now);
    }
  }

  /** Those of excluded participants too: they are told how it goes on. */
  private static List<String> teams(MigrationPlan plan) {
    return Stream.concat(plan.participants().stream(), plan.aside().stream()).map(ParticipantPlan::team).distinct().toList();
  }

  private static String text(MigrationId migration, Raised news, boolean all) {
    var whom = news.node().map(node -> node + " of ").orElse("");
    var detail = all && !news.detail().isEmpty() ? " (" + news.detail() + ")" : "";
    return whom + migration + " " + news.text() + detail;
  }
}
