// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.seal.Checkpoint;
import io.cmc.seal.KnownCheckpoints;
import io.cmc.seal.SignedCheckpoint;
import io.cmc.seal.Verification;
import io.cmc.store.TestStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointMakerTest {

  private final SignedStore signed = SignedStore.create();
  @TempDir private Path folder;

  @Test void ranges_follow_each_other_and_are_no_longer_than_they_may_be() throws SQLException {
    signed.append(13);

    assertThat(signed.maker(SignedStore.only(signed.key())).make(false)).isEqualTo(new CheckpointMaker.Standing(10, 13, true));
    assertThat(signed.maker(SignedStore.only(signed.key())).make(true)).isEqualTo(new CheckpointMaker.Standing(13, 13, true));
    assertThat(signed.maker(SignedStore.only(signed.key())).make(true)).isEqualTo(new CheckpointMaker.Standing(13, 13, true));

    assertThat(checkpoints()).extracting(c -> List.of(c.number(), c.from(), c.to()))
        .containsExactly(List.of(1L, 1L, 5L), List.of(2L, 6L, 10L), List.of(3L, 11L, 13L));
  }

  private List<Checkpoint> checkpoints() {
    return signed.checkpoints().stream().map(SignedCheckpoint::checkpoint).toList();
  }

  @Test void several_instances_make_each_once() throws Exception {
    signed.append(40);
    Callable<CheckpointMaker.Standing> make = () -> signed.maker(SignedStore.only(signed.key())).make(true);

    try (var instances = Executors.newFixedThreadPool(4)) {
      for (var made : instances.invokeAll(List.of(make, make, make, make))) assertThat(made.get().isComplete()).isTrue();
    }

    assertThat(checkpoints()).hasSize(8);
    assertThat(signed.fault(signed.all())).isEmpty();
  }

  @Test void a_new_key_is_introduced_by_the_one_before_it_and_both_verify() {
    signed.append(7).sign();
    var next = SigningKey.make();
    var ring = new KeyRing(Optional.of(next), Optional.of(signed.key()), Optional.empty());

    signed.sign(ring);
    signed.append(3).sign(ring);

    assertThat(checkpoints()).extracting(c -> c.key()).containsExactly(signed.key().key(), signed.key().key(), signed.key().key(), next.key());
    assertThat(checkpoints().get(2).size()).as("events in the one that introduces").isZero();
    for (var trusted : List.of(signed.key(), next)) {
      var expected = new Verification.Expected(Set.of(trusted.key().fingerprint()), KnownCheckpoints.NONE, Optional.empty());
      assertThat(SignedStore.verify(signed.all(), expected).isProved()).isTrue();
      assertThat(SignedStore.verify(signed.of("net-us-1"), expected).isProved()).isTrue();
    }
  }

  @Test void a_key_that_nobody_introduced_signs_nothing() {
    signed.append(6).sign();
    signed.append(6);

    assertThat(signed.sign(SignedStore.only(SigningKey.make()))).isEqualTo(new CheckpointMaker.Standing(6, 12, false));
    assertThat(signed.checkpoints()).hasSize(2);
  }

  @Test void where_the_key_was_lost_a_new_one_goes_on_and_is_believed_by_who_trusts_it() {
    signed.append(6).sign();
    var next = SigningKey.make();
    signed.append(2).sign(new KeyRing(Optional.of(next), Optional.empty(), Optional.of(signed.key().key().fingerprint())));

    var expected = new Verification.Expected(Set.of(next.key().fingerprint()), KnownCheckpoints.NONE, Optional.empty());
    assertThat(SignedStore.verify(signed.all(), expected).isProved()).isTrue();
    assertThat(signed.fault(signed.all())).get().satisfies(f -> assertThat(f.position()).isEqualTo(7));
  }

  @Test void nothing_is_signed_over_a_chain_that_does_not_lead_on() {
    signed.append(6).sign();
    signed.append(6);
    signed.store().tamper("update event_seal set hash = sha256('x') where position = 6");

    assertThatThrownBy(signed::sign).isInstanceOf(IllegalStateException.class).hasMessageContaining("position 6 is not what checkpoint 2");
  }

  @Test void few_events_get_their_checkpoint_when_they_have_waited_long_enough() throws SQLException {
    var now = new AtomicLong();
    var table = new CheckpointTable(signed.store().service());
    var checkpointer = new Checkpointer(signed.maker(SignedStore.only(signed.key())), new CheckpointFiles(folder, table), Duration.ofMinutes(5), now::get);
    checkpointer.look();
    signed.append(2);

    now.addAndGet(Duration.ofMinutes(4).toNanos());
    checkpointer.look();
    assertThat(signed.checkpoints()).isEmpty();

    now.addAndGet(Duration.ofMinutes(6).toNanos());
    checkpointer.look();
    assertThat(signed.checkpoints()).hasSize(1);
    assertThat(folder.resolve("checkpoint-00000001.txt")).hasContent(signed.checkpoints().getFirst().file());
    assertThat(folder.resolve("key-" + signed.key().key().fingerprint() + ".pem")).hasContent(signed.key().key().pem());
  }

  @Test void a_kept_file_is_never_overwritten_by_another_history() {
    signed.append(6).sign();
    var table = new CheckpointTable(signed.store().service());
    new CheckpointFiles(folder, table).keepUp();
    signed.store().tamper("truncate checkpoint");
    signed.sign(SignedStore.only(SigningKey.make()));

    assertThatThrownBy(() -> new CheckpointFiles(folder, table).keepUp()).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is not the one in the database");
  }

  @Test void of_instances_that_share_a_folder_none_touches_what_another_is_writing() throws Exception {
    signed.append(6).sign();
    var ofAnother = Files.writeString(folder.resolve("checkpoint-00000001.txt.part"), "half");

    new CheckpointFiles(folder, new CheckpointTable(signed.store().service())).keepUp();

    assertThat(folder.resolve("checkpoint-00000001.txt")).hasContent(signed.checkpoints().getFirst().file());
    assertThat(ofAnother).hasContent("half");
    assertThat(folder.toFile().list()).filteredOn(name -> name.endsWith(".part")).containsExactly("checkpoint-00000001.txt.part");
  }

  @Test void a_database_that_went_back_under_a_service_that_runs_is_noticed_and_nothing_more_is_signed_until_somebody_decides() throws Exception {
    var table = new CheckpointTable(signed.store().service());
    var kept = folder.resolve("kept");
    var files = new CheckpointFiles(kept, table);
    var maker = new CheckpointMaker(signed.store().service(), SignedStore.only(signed.key()), SignedStore.RANGE, InstantSource.fixed(TestStore.NOON), files::mustFit);
    signed.append(6);
    maker.make(true);
    files.keepUp();
    signed.store().tamper("truncate checkpoint; truncate event_seal cascade; truncate domain_event_entry cascade; update sealer_state set floor = '0'");
    signed.append(9);

    assertThatThrownBy(() -> maker.make(true)).isInstanceOf(IllegalStateException.class).hasMessageContaining("restored to an earlier state");
    assertThat(maker.signAll()).as("an export says that nothing is signed").isEqualTo(Long.MAX_VALUE);
    assertThat(signed.checkpoints()).isEmpty();

    Files.move(kept, folder.resolve("of-before"));
    maker.make(true);
    files.keepUp();
    assertThat(signed.checkpoints()).hasSize(2);
    assertThat(kept.resolve("checkpoint-00000002.txt")).hasContent(signed.checkpoints().getLast().file());
  }

  @Test void a_key_is_kept_for_its_owner_alone_and_read_back() throws Exception {
    var file = new KeyFile(folder.resolve("keys").resolve("checkpoints.pem"));

    var made = file.make();

    assertThat(file.read().key()).isEqualTo(made.key());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path()))).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path().getParent()))).isEqualTo("rwx------");
    assertThatThrownBy(file::make).hasMessageContaining("cannot keep");
  }

  /** Written by openssl genpkey -algorithm ed25519, and openssl pkey -pubout. */
  @Test void a_key_of_openssl_is_read() {
    var key = SigningKey.ofPem("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n");

    assertThat(key.key().encoded()).isEqualTo("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
    assertThatThrownBy(() -> SigningKey.ofPem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")).hasMessageContaining("expected a private Ed25519 key");
  }
}
