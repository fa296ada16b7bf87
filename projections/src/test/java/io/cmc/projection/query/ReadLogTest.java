// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.cmc.access.Actor;
import io.cmc.api.v1.CompareRunsRequest;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.ListMigrationsRequest;
import io.cmc.api.v1.ListReadsRequest;
import io.cmc.api.v1.Read;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.plan.ClosingStrategy;
import io.cmc.projection.ReadSide;
import io.cmc.projection.SamplePlan;
import io.cmc.projection.reads.ReadLog;
import io.cmc.projection.reads.ReadLogTable;
import io.cmc.wire.CallerHeader;
import io.cmc.wire.ProtoTime;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;

class ReadLogTest {

  private static final Instant AT = Instant.parse("2026-03-07T06:01:00Z");
  private static final Actor OLGA = new Actor("olga", "olga", Actor.UNAUTHENTICATED);

  private final ReadSide readSide = ReadSide.create();
  private final Calls calls = new Calls(readSide);
  private final AtomicReference<Instant> now = new AtomicReference<>(AT);
  private final ReadLog log = new ReadLog(readSide.bean(ReadLogTable.class), now::get);

  @AfterEach void close() {
    calls.close();
    log.close();
    readSide.close();
  }

  @Test void who_watches_is_one_row_for_five_minutes_with_a_count() {
    for (int i = 0; i < 100; i++) log.note(OLGA, "status", "net-1");
    log.write();
    now.set(AT.plusSeconds(239));
    log.note(OLGA, "status", "net-1");
    log.note(OLGA, "audit", "net-1");
    now.set(AT.plusSeconds(240));
    log.note(OLGA, "status", "net-1");
    log.write();

    var reads = reads(ListReadsRequest.newBuilder().addViews("status"));

    assertThat(reads).extracting(Read::getAnswers).as("the newest first").containsExactly(1L, 101L);
    assertThat(reads.getLast().getFirstAt().getSeconds()).isEqualTo(AT.getEpochSecond());
    assertThat(reads.getLast().getLastAt().getSeconds()).isEqualTo(AT.getEpochSecond() + 239);
    assertThat(reads.getLast().getActorSubject() + " " + reads.getLast().getAuthentication()).isEqualTo("olga os-user (unauthenticated)");
  }

  @Test void what_is_answered_over_grpc_is_noted_with_its_caller_and_what_is_refused_as_well() {
    var m = new MigrationId("net-1");
    var last = readSide.append(List.of(new MigrationPlanned(m, SamplePlan.of(m, List.of(new NodeName("alfa")), ClosingStrategy.OUTSIDE), SamplePlan.HASH, AT)));
    readSide.goLive();
    readSide.awaitLive(last);
    var queries = calls.queries().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(named("olga")));

    queries.getStatus(GetStatusRequest.newBuilder().setMigration("net-1").build());
    queries.compareRuns(CompareRunsRequest.newBuilder().setFirst("net-1").setSecond("net-1").build());
    queries.listMigrations(ListMigrationsRequest.getDefaultInstance());
    assertThatThrownBy(() -> queries.getStatus(GetStatusRequest.newBuilder().setMigration("nobody").build())).isInstanceOf(StatusRuntimeException.class);
    calls.queries().readAudit(ReadAuditRequest.newBuilder().setMigration("net-1").build());
    queries.readAudit(ReadAuditRequest.newBuilder().setMigration("x".repeat(5_000)).build());
    readSide.bean(ReadLog.class).write();

    assertThat(reads(ListReadsRequest.newBuilder())).extracting(r -> r.getActorName() + " " + r.getView() + " " + r.getMigration() + " " + r.getAnswers())
        .containsExactlyInAnyOrder("olga status net-1 1", "olga diff net-1 2", "olga list  1", "olga status-refused nobody 1", "nameless audit net-1 1");
    assertThat(reads(ListReadsRequest.newBuilder().setActor("olga").setMigration("net-1"))).extracting(Read::getView).containsExactlyInAnyOrder("status", "diff");
  }

  @Test void whoever_may_not_read_at_all_leaves_a_trace_too() {
    try (var strangers = new Calls(readSide, () -> OLGA)) {
      assertThatThrownBy(() -> strangers.queries().listMigrations(ListMigrationsRequest.getDefaultInstance())).hasMessageContaining("PERMISSION_DENIED");
      assertThatThrownBy(() -> strangers.queries().readAudit(ReadAuditRequest.newBuilder().setMigration("net-1").setExport("e-1").build()))
          .hasMessageContaining("PERMISSION_DENIED");
    }
    readSide.bean(ReadLog.class).write();

    assertThat(reads(ListReadsRequest.newBuilder())).extracting(r -> r.getActorSubject() + " " + r.getView() + " " + r.getMigration())
        .containsExactlyInAnyOrder("olga list-refused ", "olga audit-export-refused net-1");
  }

  @Test void guessing_names_makes_few_rows_and_is_counted() {
    for (int i = 0; i < 500; i++) log.refused(OLGA, "status", "guess-" + i);
    log.refused(OLGA, "status", "guess-0");
    log.refused(new Actor("otto", "otto", Actor.UNAUTHENTICATED), "status", "guess-499");
    log.write();

    var reads = reads(ListReadsRequest.newBuilder().addViews("status-refused").setPageSize(100));
    assertThat(reads).as("twenty by name, all others together, and somebody else's").hasSize(22);
    assertThat(reads).filteredOn(r -> r.getMigration().isEmpty()).singleElement().extracting(Read::getAnswers).isEqualTo(480L);
    assertThat(reads).filteredOn(r -> r.getMigration().equals("guess-0")).singleElement().extracting(Read::getAnswers).isEqualTo(2L);
  }

  @Test void every_export_is_a_row_by_itself_however_many_pages_it_has() {
    for (var export : List.of("e-1", "e-1", "e-1", "e-2")) {
      calls.queries().readAudit(ReadAuditRequest.newBuilder().setExport(export).build());
    }
    readSide.bean(ReadLog.class).write();

    assertThat(reads(ListReadsRequest.newBuilder())).extracting(r -> r.getView() + " " + r.getAnswers()).containsExactlyInAnyOrder("audit-export 3", "audit-export 1");
    assertThatThrownBy(() -> calls.queries().readAudit(ReadAuditRequest.newBuilder().setExport("a b").build())).hasMessageContaining("letters, digits and dashes");
  }

  @Test void reads_are_listed_page_by_page_and_by_time() {
    for (int i = 0; i < 5; i++) {
      now.set(AT.plusSeconds(600 * i));
      log.note(OLGA, "status", "net-" + i);
      log.write();
    }

    var first = calls.reads().listReads(ListReadsRequest.newBuilder().setPageSize(3).build());
    var second = calls.reads().listReads(ListReadsRequest.newBuilder().setPageSize(3).setPageToken(first.getNextPageToken()).build());

    assertThat(first.getReadsList()).extracting(Read::getMigration).containsExactly("net-4", "net-3", "net-2");
    assertThat(second.getReadsList()).extracting(Read::getMigration).containsExactly("net-1", "net-0");
    assertThat(second.getNextPageToken()).isEmpty();
    assertThat(reads(ListReadsRequest.newBuilder().setFrom(time(600)).setTo(time(1200)))).extracting(Read::getMigration).containsExactly("net-1");
  }

  @Test void while_the_database_is_away_noting_goes_on_and_what_was_read_is_written_when_it_is_back() {
    var address = new AtomicReference<>("jdbc:postgresql://127.0.0.1:1/nowhere");
    var database = new AbstractDataSource() {
      @Override public Connection getConnection() throws SQLException {
        return address.get() == null ? readSide.bean(DataSource.class).getConnection() : DriverManager.getConnection(address.get());
      }

      @Override public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
      }
    };
    var away = new ReadLog(new ReadLogTable(new JdbcTemplate(database)), now::get);
    for (int i = 0; i < 3; i++) away.note(OLGA, "status", "net-1");
    away.write();
    away.note(OLGA, "status", "net-1");

    address.set(null);
    away.close();

    assertThat(reads(ListReadsRequest.newBuilder())).extracting(Read::getAnswers).containsExactly(4L);
  }

  private List<Read> reads(ListReadsRequest.Builder asked) {
    return calls.reads().listReads(asked.build()).getReadsList();
  }

  private static Timestamp time(int seconds) {
    return ProtoTime.of(AT.plusSeconds(seconds));
  }

  private static Metadata named(String user) {
    var headers = new Metadata();
    headers.put(CallerHeader.OS_USER, user);
    return headers;
  }
}
