// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.AuditEntry;
import io.cmc.deploy.system.Console.Said;
import io.cmc.store.checkpoint.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Orders that are refused are events too: ten of them about two migrations, checkpoints of four events each, exported and verified. */
class ExportAndVerifyTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  private static final int TAMPERED = 20;
  private static final int UNPROVED = 21;

  @TempDir private Path folder;
  private final String database = ServiceDatabase.create();
  private InProcess service;
  private Path file;

  @BeforeEach void ten_events_are_exported() {
    service = InProcess.start(folder.resolve("service"), database, new String[] {"--cmc.checkpoints.events=4", "--cmc.checkpoints.every=1h"});
    for (int i = 0; i < 10; i++) service.console().cmc("hold", i % 2 == 0 ? "net-eu-7" : "net-us-1", "--reason", "number " + i);
    await().until(() -> service.store().sql("select count(*) from event_seal").query(Long.class).single() == 10);
    file = folder.resolve("export.jsonl");
    service.console().must("export", "--all", "--to", file.toString());
  }

  @AfterEach void close() {
    service.close();
  }

  private Said verify(String... words) {
    return service.console().cmc(Stream.concat(Stream.of("verify"), Stream.of(words)).toArray(String[]::new));
  }

  /** Files follow what is signed within a second or two. */
  private String key() {
    return await("the public key beside the store").until(this::keys, keys -> !keys.isEmpty()).getFirst().toString();
  }

  private List<Path> keys() throws IOException {
    try (var files = Files.list(folder.resolve("service/checkpoints"))) {
      return files.filter(f -> f.getFileName().toString().startsWith("key-")).toList();
    }
  }

  private String kept() {
    return folder.resolve("service/checkpoints").toString();
  }

  @Test void what_is_exported_is_proved_without_the_service_and_as_it_is_live() throws IOException {
    await().until(() -> Files.exists(folder.resolve("service/checkpoints/checkpoint-00000003.txt")));
    var one = folder.resolve("one.jsonl");
    service.console().must("export", "--migration", "net-us-1", "--to", one.toString());

    assertThat(verify("--live", "--trust", key(), "--checkpoints", kept()).out()).startsWith("PROVED");
    assertThat(verify("--live", "--migration", "net-eu-7", "--trust", key())).extracting(Said::code).isEqualTo(0);
    assertThat(Files.readString(file)).contains("number 3").contains("\"kind\":\"checkpoint\"");
    service.close();
    assertThat(verify(file.toString(), "--trust", key()).out()).startsWith("PROVED").contains("10 events up to position 10, 3 checkpoints");
    assertThat(verify(one.toString(), "--trust", key()).out()).startsWith("PROVED").contains("5 events of net-us-1 up to position 1");
    assertThat(verify(file.toString())).as("nobody vouches for the key").matches(s -> s.code() == UNPROVED).extracting(Said::out).asString().contains("--trust");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("service/keys/checkpoints.pem")))).isEqualTo("rw-------");
  }

  @Test void every_export_is_an_entry_of_the_audit_written_before_anything_of_it_goes_out() {
    verify("--live", "--migration", "net-eu-7");
    service.console().must("audit", "net-eu-7", "--export", "csv", "--to", folder.resolve("audit.csv").toString());
    assertThat(service.console().cmc("export", "--migration", "nobody", "--to", folder.resolve("x").toString()).code()).isNotZero();

    await().untilAsserted(() -> assertThat(service.console().audit("@service")).extracting(AuditEntry::getKind, AuditEntry::getSummary).containsExactly(
        tuple("HistoryExported", "The events of all migrations were handed out to export"),
        tuple("HistoryExported", "The events of net-eu-7 were handed out to verify"),
        tuple("AuditExported", "The audit trail of net-eu-7 was handed out, from position 1 on")));
    assertThat(service.console().audit("@service")).extracting(AuditEntry::getActorName).containsOnly(System.getProperty("user.name"));
  }

  @Test void what_a_superuser_did_in_the_database_is_found_live_and_in_an_export_made_afterwards() throws IOException {
    tamper("update domain_event_entry set payload = replace(payload, 'StepPark', 'x'), meta_data = replace(meta_data, 'number 6', 'number 9') "
        + "where global_index = (select global_index from event_seal where position = 7)");
    var after = folder.resolve("after.jsonl");
    service.console().must("export", "--all", "--to", after.toString());

    for (var said : List.of(verify("--live", "--trust", key()), verify(after.toString(), "--trust", key()), verify("--live", "--migration", "net-eu-7"))) {
      assertThat(said.code()).isEqualTo(TAMPERED);
      assertThat(said.out()).contains("TAMPERED  position 7, migration net-eu-7, number 4", "is not what was sealed here");
    }
    assertThat(verify(file.toString(), "--trust", key())).as("what was exported before is as it was").extracting(Said::code).isEqualTo(0);
  }

  @Test void a_tail_that_was_cut_off_with_its_checkpoint_is_found_by_the_files_beside_the_store() throws IOException {
    await().until(() -> Files.exists(folder.resolve("service/checkpoints/checkpoint-00000003.txt")));
    service.close(); // so that nobody goes on from there
    tamper("delete from domain_event_entry where global_index > (select global_index from event_seal where position = 8); "
        + "delete from event_seal where position > 8; delete from checkpoint where number = 3");
    LOG.expect("A checkpoint does not fit: checkpoint 3 in .* is not the one in the database");
    LOG.expect("event \\d+ is not sealed as it was read: the database is another one by now"); // the read models were beyond where it ends now
    service = InProcess.start(folder.resolve("service"), database, new String[0]);

    var said = verify("--live", "--trust", key(), "--checkpoints", kept());

    assertThat(said.code()).isEqualTo(TAMPERED);
    assertThat(said.out()).contains("position 9", "cut off: checkpoint 3, which was kept beside the store, covers events up to position 10");
    assertThat(verify("--live", "--trust", key()))
        .as("without them nothing is wrong; whether the end is signed depends on where the checkpoint before ends, for the service signs no other one")
        .extracting(Said::code).isIn(0, UNPROVED);
  }

  @Test void a_new_key_is_introduced_by_settings_and_trusting_either_is_enough() throws IOException {
    var old = key();
    service.close();
    var next = new KeyFile(folder.resolve("next.pem"));
    var trusted = next.make().key().fingerprint();

    service = InProcess.start(folder.resolve("service"), database, new String[] {"--cmc.checkpoints.key=" + next.path(),
        "--cmc.checkpoints.previous-key=" + folder.resolve("service/keys/checkpoints.pem")});
    service.console().cmc("hold", "net-eu-7", "--reason", "with the new key");
    await().until(() -> service.store().sql("select count(*) from event_seal").query(Long.class).single() == 12);

    assertThat(verify("--live", "--trust", old).out()).startsWith("PROVED").contains("12 events", trusted);
    assertThat(verify("--live", "--trust", trusted).out()).startsWith("PROVED");
  }

  private void tamper(String sql) {
    try (var connection = DriverManager.getConnection(database); var statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica; " + sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test void what_is_done_to_a_file_is_found_and_named() throws IOException {
    // line 1 begins, events 1 to 4, checkpoint, events 5 to 8, checkpoint, events 9 and 10, checkpoint, end
    bad(lines -> edit(lines, 7, "number 5", "number 6"), "position 6, migration net-us-1, number 3");
    bad(lines -> remove(lines, 7), "position 6");
    bad(lines -> insert(lines, 7, lines.get(3)), "position 3");
    bad(lines -> swap(lines, 7, 8), "position 6");
    bad(lines -> lines.subList(0, 10), "position 9");
    bad(lines -> lines.subList(0, lines.size() - 1), "the last line of the export is missing");
    bad(lines -> edit(lines, 5, "checkpoint 1", "checkpoint 2"), "checkpoint 1 cannot be read");
    bad(lines -> edit(lines, 3, "{", "["), "line 4 cannot be read");
    bad(lines -> edit(lines, 3, "\"hash\"", "\"hash\":\"00\",\"hash\""), "line 4 cannot be read");
  }

  private void bad(UnaryOperator<List<String>> deed, String named) throws IOException {
    var bad = Files.write(folder.resolve("bad.jsonl"), deed.apply(new ArrayList<>(Files.readAllLines(file))));

    var said = verify(bad.toString(), "--trust", key());

    assertThat(said.out()).startsWith("TAMPERED").contains(named);
    assertThat(said.code()).isEqualTo(TAMPERED);
  }

  private static List<String> edit(List<String> lines, int index, String was, String is) {
    assertThat(lines.get(index)).contains(was);
    lines.set(index, lines.get(index).replace(was, is));
    return lines;
  }

  private static List<String> remove(List<String> lines, int index) {
    lines.remove(index);
    return lines;
  }

  private static List<String> insert(List<String> lines, int index, String line) {
    lines.add(index, line);
    return lines;
  }

  private static List<String> swap(List<String> lines, int one, int other) {
    var line = lines.get(one);
    lines.set(one, lines.get(other));
    lines.set(other, line);
    return lines;
  }
}
