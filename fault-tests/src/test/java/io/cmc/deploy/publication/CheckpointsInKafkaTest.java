// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.deploy.sample.CheckpointBook;
import io.cmc.deploy.sample.FollowCommand;
import io.cmc.deploy.system.Console.Said;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.kafka.ThrowawayBroker;
import io.cmc.seal.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;

/** Ten events, checkpoints of four, and somebody who follows them in Kafka and keeps nothing but what he read there. */
class CheckpointsInKafkaTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  private static final int TAMPERED = 20;
  private static final int UNPROVED = 21;
  private static final String COMPUTE_ANEW = """
      do $$ declare before bytea := decode(repeat('00', 32), 'hex'); seal event_seal; event domain_event_entry;
      begin
        for seal in select * from event_seal order by position loop
          select * into event from domain_event_entry where global_index = seal.global_index;
          before := event_link(before, seal, event);
          update event_seal set hash = before where position = seal.position;
        end loop;
      end $$;""";

  @TempDir private Path folder;
  private final String database = ServiceDatabase.create();
  private final String brokers = ThrowawayBroker.broker().bootstrapServers();
  private final String topic = ThrowawayBroker.newTopic();
  private InProcess service;
  private Path followed;

  @BeforeEach void ten_events_are_followed() {
    followed = folder.resolve("followed.txt");
    service = start();
    for (int i = 0; i < 10; i++) service.console().cmc("hold", i % 2 == 0 ? "net-eu-7" : "net-us-1", "--reason", "number " + i);
    await().until(() -> events() == 10);
    export("before.jsonl"); // which signs what is not signed yet
    await("three checkpoints in Kafka").atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(300)).until(() -> follow() == 3);
  }

  @AfterEach void close() {
    service.close();
  }

  private InProcess start() {
    return InProcess.start(folder.resolve("service"), database, new String[] {"--cmc.checkpoints.events=4", "--cmc.checkpoints.every=1h",
        "--cmc.kafka.bootstrap-servers=" + brokers, "--cmc.kafka.topic=" + topic});
  }

  private long events() {
    return service.store().sql("select count(*) from event_seal").query(Long.class).single();
  }

  /** @return how many checkpoints are kept then */
  private int follow() throws IOException {
    var code = new CommandLine(new FollowCommand()).execute("--bootstrap-servers", brokers, "--topic", topic, "--until-end", "--last", "0",
        "--checkpoints", followed.toString());
    return code == 0 && Files.exists(followed) ? SignedCheckpoint.ofFiles(Files.readString(followed)).size() : 0;
  }

  private Path export(String name) {
    service.console().must("export", "--all", "--to", folder.resolve(name).toString());
    return folder.resolve(name);
  }

  private Said verify(Path export, String... more) {
    return service.console().cmc(Stream.concat(Stream.of("verify", export.toString()), Stream.of(more)).toArray(String[]::new));
  }

  @Test void an_honest_history_is_proved_and_following_again_changes_nothing() throws IOException {
    var key = SignedCheckpoint.ofFiles(Files.readString(followed)).getFirst().checkpoint().key().fingerprint();
    var before = Files.readString(followed);

    assertThat(follow()).isEqualTo(3);

    assertThat(Files.readString(followed)).isEqualTo(before);
    assertThat(verify(folder.resolve("before.jsonl"), "--trust", key, "--checkpoints", followed.toString())).extracting(Said::code).isEqualTo(0);
  }

  @Test void a_file_with_empty_lines_between_is_as_good_and_one_that_was_torn_or_edited_is_refused() throws IOException {
    var content = Files.readString(followed);
    var export = folder.resolve("before.jsonl");

    for (var good : List.of(content.replace("cmc-checkpoint", "\ncmc-checkpoint"), content + content)) {
      assertThat(verify(export, "--checkpoints", Files.writeString(folder.resolve("good.txt"), good).toString())).extracting(Said::code).isEqualTo(UNPROVED);
    }
    for (var bad : List.of(content.substring(0, content.length() - 100), content.replace("number 2", "number 3"), content.replace("at 20", "at 19"), "")) {
      assertThat(verify(export, "--checkpoints", Files.writeString(folder.resolve("bad.txt"), bad).toString()).err()).contains("CHECKPOINTS_UNREADABLE");
    }
  }

  @Test void a_follower_leaves_out_what_is_not_signed_and_says_so() throws IOException {
    var book = CheckpointBook.open(followed);
    var first = SignedCheckpoint.ofFiles(Files.readString(followed)).getFirst();
    var before = Files.readString(followed);

    assertThat(book.take(first.file())).contains("again: left out");
    assertThat(book.take(first.file().replace("at 20", "at 19"))).contains("NOT SIGNED by its key");
    assertThat(book.take("hello\n")).startsWith("NO CHECKPOINT");
    assertThat(Files.readString(followed)).isEqualTo(before);
  }

  @Test void a_history_that_a_superuser_changed_with_checkpoints_files_and_key_is_found_by_what_was_followed() throws IOException {
    service.close();
    rewriteEverything();
    LOG.expect("Publication is interrupted .*checkpoint 3 with the hash");
    service = start();
    var after = export("after.jsonl");

    assertThat(verify(after)).as("consistent in itself").extracting(Said::code).isEqualTo(UNPROVED);
    assertThat(verify(after, "--trust", ownKey(), "--checkpoints", folder.resolve("service/checkpoints").toString()))
        .as("what lies beside the store says the same").extracting(Said::code).isEqualTo(0);
    var said = verify(after, "--checkpoints", followed.toString());
    assertThat(said.code()).isEqualTo(TAMPERED);
    assertThat(said.out()).contains("TAMPERED  position 1", "checkpoint 1 is not the one that was kept");
    await("nothing of it goes to Kafka").atMost(Duration.ofMinutes(3)).until(() -> service.console().must("events").out().contains("TOPIC_AHEAD"));
    assertThat(follow()).isEqualTo(3);
    assertThat(verify(folder.resolve("before.jsonl"), "--checkpoints", followed.toString())).extracting(Said::code).isEqualTo(UNPROVED);
  }

  /** An order's reason, the chain, the checkpoints, the files beside the store and the key. */
  private void rewriteEverything() throws IOException {
    superuser("update domain_event_entry set meta_data = replace(meta_data, 'number 6', 'number 9') where global_index = (select global_index from event_seal "
        + "where position = 7); " + COMPUTE_ANEW + " truncate checkpoint");
    for (var gone : List.of("service/checkpoints", "service/keys")) FileSystemUtils.deleteRecursively(folder.resolve(gone));
  }

  /** Files follow what is signed within a second or two. */
  private String ownKey() {
    return await("the new key beside the store").until(() -> {
      try (var files = Files.list(folder.resolve("service/checkpoints"))) {
        return files.filter(f -> f.getFileName().toString().startsWith("key-")).map(Path::toString).toList();
      }
    }, keys -> !keys.isEmpty() && Files.exists(folder.resolve("service/checkpoints/checkpoint-00000003.txt"))).getFirst();
  }

  private void superuser(String sql) {
    try (var connection = DriverManager.getConnection(database); var statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica; " + sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
