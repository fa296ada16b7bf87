// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.ListIncidentsRequest;
import io.cmc.api.v1.ListMigrationsRequest;
import io.cmc.api.v1.MigrationQueriesGrpc.MigrationQueriesBlockingStub;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.event.Event;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.id.IncidentId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.plan.ClosingStrategy;
import io.cmc.projection.RandomMigration;
import io.cmc.projection.ReadSide;
import io.cmc.projection.SamplePlan;
import io.cmc.projection.replay.Replay;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.seal.Sealer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A store with one migration each week, and some that were only planned. In the first one takes part who is in no other. Nothing is written any more once it
 * is there, and the server does no upkeep.
 */
final class Years implements AutoCloseable {

  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  static final Duration APART = Duration.ofDays(7);
  static final int PAGE = 5;

  private static final int ONLY_PLANNED = 12;
  private static final NodeName BANK = new NodeName("bank-1");

  private final ReadSide side = ReadSide.create();
  private final Calls calls = new Calls(side);
  private final int migrations;
  private final long last;

  Years(Random random, int migrations) {
    this.migrations = migrations;
    side.sql().queryForList("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace", String.class)
        .forEach(table -> side.asOwner("alter table " + table + " set (autovacuum_enabled = false)"));
    this.last = side.append(IntStream.rangeClosed(1, migrations).boxed().flatMap(week -> Stream.concat(planned(week), migration(random, week))).toList());
    side.bean(Sealer.class).close();
    Stream.of("status", "audit", "incident").forEach(model -> side.bean(Replay.class).rebuild(model, p -> { }));
    side.asOwner("vacuum analyze");
  }

  /** And each of them had a trouble that is over. */
  private static Stream<Event> planned(int week) {
    return IntStream.range(0, ONLY_PLANNED).mapToObj(n -> new MigrationId("plan-" + week + "-" + n)).flatMap(id -> {
      var trouble = new IncidentId(id + "~1");
      return Stream.of(new MigrationPlanned(id, SamplePlan.of(id, List.of(BANK), ClosingStrategy.OUTSIDE), SamplePlan.HASH, week(week)),
          new IncidentOpened(id, BANK, trouble, Problem.of(ProblemCode.SPACE_SHORT, "12 GB", "3 GB"), week(week)),
          new IncidentClosed(id, BANK, trouble, "it goes on", week(week)));
    });
  }

  /** One that was not given up early. */
  private static Stream<Event> migration(Random random, int week) {
    var names = Stream.of(week == 1 ? "carol-1" : "bank-3", "bank-1", "bank-2").map(NodeName::new).toList();
    return Stream.generate(() -> RandomMigration.from(week(week), random, new MigrationId("net-" + week), names)).filter(e -> e.size() > 60 * names.size())
        .findFirst().orElseThrow().stream();
  }

  /** When it begins. */
  static Instant week(int week) {
    return BEGIN.plus(APART.multipliedBy(week));
  }

  /** When the last one begins. */
  Instant lastWeek() {
    return week(migrations);
  }

  Instant middle() {
    return week(migrations / 2);
  }

  /** Position of the last event. */
  long last() {
    return last;
  }

  /** Rows that something reads. */
  long read(Runnable asking) {
    var before = side.rowsRead();
    asking.run();
    return side.rowsRead() - before;
  }

  void all() {
    side.sql().queryForObject("select count(detail) from audit_entry", Long.class);
  }

  MigrationQueriesBlockingStub queries() {
    return calls.queries();
  }

  void list(String participant) {
    queries().listMigrations(ListMigrationsRequest.newBuilder().setParticipant(participant).setPageSize(PAGE).build());
  }

  void incidents(Consumer<ListIncidentsRequest.Builder> narrowed) {
    var request = ListIncidentsRequest.newBuilder().setPageSize(PAGE);
    narrowed.accept(request);
    queries().listIncidents(request.build());
  }

  List<AuditEntry> audit(Consumer<ReadAuditRequest.Builder> narrowed) {
    var request = ReadAuditRequest.newBuilder().setLimit(PAGE);
    narrowed.accept(request);
    return queries().readAudit(request.build()).getEntriesList();
  }

  @Override public void close() {
    calls.close();
    side.close();
  }
}
