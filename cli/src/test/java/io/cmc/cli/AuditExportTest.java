// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.Timestamp;
import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.api.v1.ReadAuditResponse;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class AuditExportTest {

  private static final String FIELDS = "position,at,event_id,kind,migration,participant,actor_subject,actor_name,authentication,reason,ticket,"
      + "correlation_id,causation_id,outcome,summary,detail,actor_id,actor_teams";

  private final FakeService service = FakeService.start();

  @TempDir private Path folder;

  @AfterEach void stop() {
    service.close();
  }

  @Test void an_export_is_all_pages_and_the_next_one_goes_on_at_its_cursor() throws IOException {
    given(2_500);
    var first = Terminal.of(service).run("audit", "net", "--export", "jsonl", "--to", file("a"), "-q");

    given(2_503);
    var second = Terminal.of(service).run("audit", "net", "--export", "jsonl", "--to", file("b"), "--after", first.out().strip());

    assertThat(first.out().strip()).isEqualTo("2500");
    assertThat(Files.readAllLines(folder.resolve("a"))).hasSize(2_500);
    assertThat(Files.readAllLines(folder.resolve("b"))).hasSize(3).first().asString().startsWith("{\"position\":2501,\"at\":\"2026-11-23T13:00:00.000120Z\",");
    assertThat(second.out()).contains("3 entries in", "cursor 2503: the next export goes on with --after 2503");
    assertThat(service.received).extracting(m -> ((ReadAuditRequest) m).getExport()).as("one id for each export").doesNotContain("")
        .satisfies(ids -> assertThat(ids.stream().distinct()).hasSize(2));
  }

  @Test void json_lines_have_the_promised_fields() throws IOException {
    service.audit = _ -> ReadAuditResponse.newBuilder().addEntries(entry(7).setReason("=1+1").setDetailJson("{\"a\":1}")).setLastPosition(9).build();

    Terminal.of(service).run("audit", "--export", "jsonl", "--to", file("a"));

    var json = new JsonMapper().readTree(folder.resolve("a").toFile());
    assertThat(json.fieldNames()).toIterable().containsExactly(FIELDS.split(","));
    assertThat(json.at("/position").isNumber()).isTrue();
    assertThat(json.at("/reason").asText()).as("only spreadsheets need a guard").isEqualTo("=1+1");
    assertThat(json.at("/detail").asText()).isEqualTo("{\"a\":1}");
  }

  @ParameterizedTest @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      plain, with a comma    | "plain, with a comma"
      say "x"                | "say ""x\"""
      =HYPERLINK("http://x") | "'=HYPERLINK(""http://x"")"
      +1                     | "'+1"
      -1                     | "'-1"
      @SUM(A1)               | "'@SUM(A1)"
      'quoted                | "''quoted"
      a=b                    | "a=b"
      """)
  void csv_is_quoted_and_no_cell_is_a_formula(String reason, String cell) throws IOException {
    service.audit = _ -> ReadAuditResponse.newBuilder().addEntries(entry(7).setReason(reason)).setLastPosition(7).build();

    Terminal.of(service).run("audit", "--export", "csv", "--to", file("a"));

    var text = Files.readString(folder.resolve("a"));
    assertThat(text).startsWith(FIELDS + "\r\n\"7\",\"2026-11-23T13:00:00.000120Z\",").endsWith("\r\n").contains("," + cell + ",");
  }

  @Test void lines_within_a_cell_stay_within_it_and_are_no_formula() throws IOException {
    service.audit = _ -> ReadAuditResponse.newBuilder().addEntries(entry(7).setReason("\t=1").setTicket("a\r\n=2")).setLastPosition(7).build();

    Terminal.of(service).run("audit", "--export", "csv", "--to", file("a"));

    assertThat(Files.readString(folder.resolve("a"))).contains(",\"'\t=1\",\"a\r\n=2\",");
  }

  @Test void an_export_that_breaks_off_leaves_no_file() {
    service.audit = request -> {
      if (request.getAfterPosition() > 0) throw Status.UNAVAILABLE.asRuntimeException();
      return page(request, 2_500);
    };

    var terminal = Terminal.of(service).run("audit", "--export", "csv", "--to", file("a"));

    assertThat(terminal.exit).isNotZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test void a_file_that_is_there_is_left_alone_unless_it_is_forced() throws IOException {
    given(1);
    Files.writeString(folder.resolve("a"), "mine");

    assertThat(Terminal.of(service).run("audit", "--export", "csv", "--to", file("a")).err()).contains("FILE_EXISTS");
    assertThat(folder.resolve("a")).hasContent("mine");
    assertThat(Terminal.of(service).run("audit", "--export", "csv", "--to", file("a"), "--force").exit).isZero();
    assertThat(folder.resolve("a")).isNotEmptyFile().content().doesNotContain("mine");
  }

  @Test void the_standard_output_has_the_entries_alone() {
    given(2);

    var terminal = Terminal.of(service).run("audit", "--export", "jsonl", "--to", "-");

    assertThat(terminal.out().lines()).hasSize(2).allSatisfy(line -> assertThat(line).startsWith("{"));
    assertThat(terminal.err()).contains("cursor 2");
  }

  private void given(int entries) {
    service.audit = request -> page(request, entries);
  }

  private static ReadAuditResponse page(ReadAuditRequest request, int entries) {
    var answer = ReadAuditResponse.newBuilder();
    LongStream.rangeClosed(request.getAfterPosition() + 1, entries).limit(request.getLimit()).forEach(i -> answer.addEntries(entry(i)));
    return answer.setLastPosition(answer.getEntriesCount() == 0 ? request.getAfterPosition() : answer.getEntries(answer.getEntriesCount() - 1).getPosition()).build();
  }

  private static AuditEntry.Builder entry(long position) {
    return AuditEntry.newBuilder().setPosition(position).setEventId("e-" + position).setKind("A")
        .setAt(Timestamp.newBuilder().setSeconds(1_795_438_800L).setNanos(120_000));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
