// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.ListMigrationsResponse;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationSummary;
import io.cmc.api.v1.ListReadsRequest;
import io.cmc.api.v1.ListReadsResponse;
import io.cmc.api.v1.Read;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.api.v1.ReadAuditResponse;
import io.cmc.api.v1.ReplayProgress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QueriesTest {

  private final FakeService service = FakeService.start();

  @AfterEach void stop() {
    service.close();
  }

  @Test void a_status_is_shown_with_the_order_it_waits_for() {
    service.status = _ -> Statuses.held();

    Golden.same("verb-status.txt", Terminal.of(service).run("status", "net-eu-7").out());
  }

  @Test void quiet_is_the_line_alone() {
    service.status = _ -> Statuses.held();

    assertThat(Terminal.of(service).run("status", "net-eu-7", "-q").out().lines()).hasSize(1).first().asString().startsWith("net-eu-7  HELD");
  }

  @Test void without_a_name_every_migration_that_has_not_ended_is_shown() {
    service.list = _ -> ListMigrationsResponse.newBuilder().addMigrations(summary("a", MigrationState.COMPLETED))
        .addMigrations(summary("b", MigrationState.RUNNING)).addMigrations(summary("c", MigrationState.PLANNED)).build();
    service.status = request -> Statuses.held().toBuilder().setMigration(request.getMigration()).build();

    assertThat(Terminal.of(service).run("status", "-q").out().lines().map(line -> line.substring(0, 1))).containsExactly("b", "c");
    assertThat(Terminal.of(service).run("status", "--watch").exit).as("which one?").isEqualTo(2);
  }

  @Test void nothing_under_way_is_said() {
    assertThat(Terminal.of(service).run("status").out()).startsWith("no migration is under way");
  }

  @Test void json_and_yaml_are_the_messages_of_the_contract() throws IOException {
    service.status = _ -> Statuses.held();

    var json = new JsonMapper().readTree(Terminal.of(service).run("status", "net-eu-7", "-o", "json").out());
    var yaml = new YAMLMapper().readTree(Terminal.of(service).run("status", "net-eu-7", "-o", "yaml").out());

    assertThat(json.at("/state").asText()).isEqualTo("HELD");
    assertThat(json.at("/participants/0/backup/bytes").asText()).isEqualTo("41000000000");
    assertThat(json.at("/findings").isArray()).as("fields without a value are there").isTrue();
    assertThat(yaml).isEqualTo(json);
  }

  @Test void control_characters_are_harmless_in_documents_too() throws IOException {
    service.status = _ -> Statuses.held().toBuilder().setWaitsFor("\u009b31m\u202e\udb40\udc01").build();

    for (var format : List.of("json", "yaml")) {
      var out = Terminal.of(service).run("status", "net-eu-7", "-o", format).out();
      assertThat(out).doesNotContain("\u009b", "\u202e", "\udb40");
      assertThat(new YAMLMapper().readTree(out).at("/waitsFor").asText()).isEqualTo("\u009b31m\u202e\udb40\udc01");
    }
  }

  @Test void all_pages_of_the_list_are_read() {
    service.list = request -> request.getPageToken().isEmpty()
        ? ListMigrationsResponse.newBuilder().addMigrations(summary("a", MigrationState.RUNNING)).setNextPageToken("more").build()
        : ListMigrationsResponse.newBuilder().addMigrations(summary("b", MigrationState.RUNNING)).build();

    assertThat(Terminal.of(service).run("list", "-q", "--participant", "alfa").out()).isEqualToNormalizingNewlines("a\nb\n");
    assertThat(service.received).extracting(m -> ((io.cmc.api.v1.ListMigrationsRequest) m).getParticipant()).containsOnly("alfa");
  }

  @Test void the_audit_trail_is_read_page_by_page_with_its_filters() {
    service.audit = QueriesTest::twoPages;

    var terminal = Terminal.of(service).run("audit", "net-eu-7", "--participant", "alfa", "--actor", "o", "--kind", "A,B", "--kind", "C", "--order", "c-1",
        "--team", "treasury", "--since", "2026-11-28T04:00:00Z", "--until", "2026-11-28T05:00:00Z");

    assertThat(terminal.out().lines().skip(1)).hasSize(5);
    var first = (ReadAuditRequest) service.received.getFirst();
    assertThat(first.getMigration()).isEqualTo("net-eu-7");
    assertThat(first.getParticipant()).isEqualTo("alfa");
    assertThat(first.getActor()).isEqualTo("o");
    assertThat(first.getKindsList()).containsExactly("A", "B", "C");
    assertThat(first.getOrder() + first.getTeam()).isEqualTo("c-1treasury");
    assertThat(first.getTo().getSeconds() - first.getFrom().getSeconds()).isEqualTo(3600);
  }

  @Test void a_tree_is_of_one_order_which_must_be_named() {
    service.audit = QueriesTest::twoPages;

    assertThat(Terminal.of(service).run("audit", "net-eu-7", "--order", "c-1", "--tree").out()).startsWith("order ").contains("└─ ");
    assertThat(Terminal.of(service).run("audit", "net-eu-7", "--tree").err()).contains("with --tree an order");
  }

  @Test void the_whole_trail_is_one_document_for_programs() throws IOException {
    service.audit = QueriesTest::twoPages;

    var json = new JsonMapper().readTree(Terminal.of(service).run("audit", "-o", "json").out());

    assertThat(json.at("/entries").size()).isEqualTo(5);
    assertThat(json.at("/lastPosition").asText()).isEqualTo("5");
  }

  @Test void an_empty_page_that_leads_further_is_not_the_end() {
    service.audit = request -> request.getAfterPosition() == 0 ? ReadAuditResponse.newBuilder().setLastPosition(3).build() : twoPages(request);

    assertThat(Terminal.of(service).run("audit").out().lines().skip(1)).hasSize(2);
  }

  @Test void following_the_trail_goes_on_until_it_is_interrupted() throws InterruptedException {
    var looks = new CountDownLatch(7);
    service.audit = request -> {
      looks.countDown();
      return twoPages(request);
    };
    var terminal = Terminal.of(service);
    var run = Thread.ofPlatform().start(() -> terminal.run("audit", "--follow", "-o", "json"));
    assertThat(looks.await(10, TimeUnit.SECONDS)).isTrue();

    run.interrupt();
    run.join();

    assertThat(terminal.out().lines().filter(line -> line.startsWith("{"))).as("each entry once").hasSize(5);
  }

  @Test void who_read_what_is_a_line_for_each_of_all_pages() {
    service.reads = request -> request.getPageToken().isEmpty()
        ? ListReadsResponse.newBuilder().addReads(read("status", 101)).setNextPageToken("more").build()
        : ListReadsResponse.newBuilder().addReads(read("audit-export", 3)).build();

    var out = Terminal.of(service).run("audit", "net-eu-7", "--reads", "--actor", "olga", "--kind", "status,audit-export", "--since", "2026-11-23T13:00:00Z").out();

    assertThat(out.lines().map(line -> line.replaceAll(" +", " ").strip())).containsExactly("FIRST LAST WHO AUTHENTICATION VIEW MIGRATION ANSWERS",
        "2026-11-23 14:00:00+01:00 2026-11-23 14:04:59+01:00 olga os-user (unauthenticated) status net-eu-7 101",
        "2026-11-23 14:00:00+01:00 2026-11-23 14:04:59+01:00 olga os-user (unauthenticated) audit-export net-eu-7 3");
    var asked = (ListReadsRequest) service.received.getFirst();
    assertThat(asked.getMigration() + asked.getActor() + asked.getViewsList() + asked.hasFrom() + asked.hasTo()).isEqualTo("net-eu-7olga[status, audit-export]truefalse");
  }

  private static Read read(String view, int answers) {
    return Read.newBuilder().setView(view).setMigration("net-eu-7").setActorSubject("olga").setActorName("olga").setAuthentication("os-user (unauthenticated)")
        .setFirstAt(Statuses.at("13:00:00")).setLastAt(Statuses.at("13:04:59")).setAnswers(answers).build();
  }

  private static ReadAuditResponse twoPages(ReadAuditRequest request) {
    var entries = IntStream.rangeClosed(1, 5).filter(i -> i > request.getAfterPosition()).limit(3)
        .mapToObj(i -> AuditEntry.newBuilder().setPosition(i).setAt(Statuses.at("13:00:00")).setKind("A").build()).toList();
    return ReadAuditResponse.newBuilder().addAllEntries(entries)
        .setLastPosition(entries.isEmpty() ? request.getAfterPosition() : entries.getLast().getPosition()).build();
  }

  @Test void a_replay_tells_its_progress_and_never_100_percent_before_it_is_complete() {
    service.replay = (request, out) -> {
      IntStream.rangeClosed(0, 100).forEach(i -> out.onNext(progress(i * 10, false)));
      out.onNext(progress(1000, true));
      out.onCompleted();
    };

    var terminal = Terminal.of(service).run("replay", "status");

    assertThat(terminal.exit).isZero();
    assertThat(terminal.out().lines()).hasSize(11).last().asString().contains("complete");
    assertThat(terminal.out()).doesNotContain("100 %");
    var drawn = Terminal.coloured(service).run("replay", "--all").out();
    assertThat(drawn.split("\n")).as("one line, redrawn").hasSize(1);
    assertThat(drawn).contains("status   [###############...............] 50 %, event 500 of 1000", "[##############################] complete");
    assertThat(Terminal.of(service).run("replay", "status", "--all").exit).as("one, or all").isEqualTo(2);
  }

  @Test void a_replay_that_ends_early_is_no_success() {
    service.replay = (request, out) -> {
      out.onNext(progress(10, false));
      out.onCompleted();
    };

    assertThat(Terminal.of(service).run("replay").exit).isEqualTo(1);
  }

  private static ReplayProgress progress(long position, boolean complete) {
    return ReplayProgress.newBuilder().setReadModel("status").setPosition(position).setLastPosition(1000).setComplete(complete).build();
  }

  private static MigrationSummary summary(String name, MigrationState state) {
    return MigrationSummary.newBuilder().setMigration(name).setState(state).build();
  }
}
