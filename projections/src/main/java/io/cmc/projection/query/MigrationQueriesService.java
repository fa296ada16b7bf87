// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.CompareRunsRequest;
import io.cmc.api.v1.GetPlanRequest;
import io.cmc.api.v1.GetPlanResponse;
import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.ListIncidentsRequest;
import io.cmc.api.v1.ListIncidentsResponse;
import io.cmc.api.v1.ListMigrationsRequest;
import io.cmc.api.v1.ListMigrationsResponse;
import io.cmc.api.v1.MigrationQueriesGrpc;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.api.v1.ReadAuditResponse;
import io.cmc.api.v1.RunComparison;
import io.cmc.api.v1.StatusAt;
import io.cmc.event.Event;
import io.cmc.event.MigrationEvent.MigrationAmended;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.projection.sight.View;
import io.cmc.projection.status.StatusQueries;
import io.cmc.projection.status.StatusQueries.Found;
import io.cmc.wire.PlanMessage;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;

/** Reads over gRPC. */
public final class MigrationQueriesService extends MigrationQueriesGrpc.MigrationQueriesImplBase {

  private static final int MIGRATIONS = 50;
  private static final int MOST_MIGRATIONS = 500;

  private final StatusQueries statuses;
  private final StatusFeed feed;
  private final Views views;
  private final Entries entries;
  private final Past past;
  private final Faces faces;
  private final ShownStatus shown;

  public MigrationQueriesService(StatusQueries statuses, StatusFeed feed, Views views, Entries entries, Past past, Faces faces, ShownStatus shown) {
    this.statuses = statuses;
    this.feed = feed;
    this.views = views;
    this.entries = entries;
    this.past = past;
    this.faces = faces;
    this.shown = shown;
  }

  @Override public void listMigrations(ListMigrationsRequest request, StreamObserver<ListMigrationsResponse> call) {
    Answering.one(call, () -> list(request));
  }

  @Override public void getStatus(GetStatusRequest request, StreamObserver<MigrationStatus> call) {
    Answering.one(call, () -> status(found(request.getMigration())).since(request.getKnownRevision()));
  }

  @Override public void watchStatus(GetStatusRequest request, StreamObserver<MigrationStatus> call) {
    Answering.guarded(call, () -> {
      var migration = found(request.getMigration()).migration().migration();
      var watcher = new Watcher((ServerCallStreamObserver<MigrationStatus>) call, Views.sight(), request);
      watcher.subscribed(feed.subscribe(migration, watcher));
    });
  }

  @Override public void getPlan(GetPlanRequest request, StreamObserver<GetPlanResponse> call) {
    Answering.one(call, () -> plan(found(request.getMigration())));
  }

  @Override public void listIncidents(ListIncidentsRequest request, StreamObserver<ListIncidentsResponse> call) {
    Answering.one(call, () -> faces.in(entries.incidents(request)));
  }

  @Override public void readAudit(ReadAuditRequest request, StreamObserver<ReadAuditResponse> call) {
    Answering.one(call, () -> faces.in(entries.audit(request)));
  }

  @Override public void getStatusAt(GetStatusAtRequest request, StreamObserver<StatusAt> call) {
    Answering.one(call, () -> faces.in(past.at(named(request.getMigration()), request)));
  }

  @Override public void compareRuns(CompareRunsRequest request, StreamObserver<RunComparison> call) {
    Answering.one(call, () -> past.compare(named(request.getFirst()), named(request.getSecond())));
  }

  private ListMigrationsResponse list(ListMigrationsRequest request) {
    var size = size(request.getPageSize(), MIGRATIONS, MOST_MIGRATIONS, "page_size");
    var page = statuses.list(participant(request.getParticipant()), before(request.getPageToken()), size + 1, Views.sight());
    var view = views.of(page.stream().map(f -> f.migration().migration().value()).toList());
    var answer = ListMigrationsResponse.newBuilder();
    page.stream().limit(size).map(f -> StatusMessage.summary(f, view.apply(f.migration().migration().value()))).forEach(answer::addMigrations);
    if (page.size() > size) answer.setNextPageToken(Long.toString(page.get(size - 1).migration().planned()));
    return answer.build();
  }

  /** As it is now: an amendment's event holds the whole plan, an exclusion's only who is left out. */
  private GetPlanResponse plan(Found found) {
    var row = found.migration();
    var plan = row.departures().amendedAt().map(at -> ((MigrationAmended) at(at)).plan()).orElseGet(() -> ((MigrationPlanned) at(row.planned())).plan());
    for (var gone : row.departures().excluded()) {
      if (plan.names().contains(gone)) plan = plan.without(gone);
    }
    return PlanView.of(GetPlanResponse.newBuilder().setPlan(PlanMessage.of(plan)).setPlanHash(row.outline().hash().value()).build(), seen(found));
  }

  private Event at(long position) {
    return past.event(position);
  }

  private Found found(String name) {
    return migration(name).flatMap(statuses::find).filter(f -> seen(f).seen()).orElseThrow(() -> Answering.noMigration(name));
  }

  private static View seen(Found found) {
    var sight = Views.sight();
    return sight.everything() ? View.WHOLE : sight.of(found.members());
  }

  private StatusAnswer status(Found found) {
    return shown.of(found, seen(found));
  }

  private static MigrationId named(String name) {
    return migration(name).orElseThrow(() -> Answering.noMigration(name));
  }

  /** What cannot be a name is the name of none. */
  static Optional<MigrationId> migration(String name) {
    try {
      return Optional.of(new MigrationId(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<NodeName> participant(String name) {
    try {
      return name.isEmpty() ? Optional.empty() : Optional.of(new NodeName(name));
    } catch (IllegalArgumentException e) {
      throw Answering.argument("the name of a participant", name);
    }
  }

  static long before(String token) {
    try {
      return token.isEmpty() ? Long.MAX_VALUE : Long.parseLong(token);
    } catch (NumberFormatException e) {
      throw Answering.argument("a page_token of an earlier answer", token);
    }
  }

  static int size(int asked, int usual, int most, String field) {
    if (asked < 0) throw Answering.argument(field + " from 1 to " + most, asked);
    return asked == 0 ? usual : Math.min(asked, most);
  }
}
