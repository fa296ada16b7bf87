// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.checkpoint;

import io.cmc.seal.HistoryEntry;
import io.cmc.seal.KnownCheckpoints;
import io.cmc.seal.SignedCheckpoint;
import io.cmc.seal.Tampered;
import io.cmc.seal.Verification;
import io.cmc.store.TestStore;
import io.cmc.store.history.StoredHistory;
import io.cmc.store.seal.Sealer;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;

/** A store whose events are sealed and signed, and what was kept of it elsewhere. */
record SignedStore(TestStore store, SigningKey key) {

  static final int RANGE = 5;

  static SignedStore create() {
    return new SignedStore(TestStore.create(), SigningKey.make());
  }

  /** Events by turns of two migrations, sealed. */
  SignedStore append(int events) {
    var before = (int) sealed();
    for (int i = before; i < before + events; i++) store.engine().appendEvents(TestStore.held(i % 2 == 0 ? "net-eu-7" : "net-us-1", i / 2));
    try (var sealer = new Sealer(store.service(), position -> { })) {
      sealer.start();
      Awaitility.await().until(() -> sealed() == before + events);
    }
    return this;
  }

  private long sealed() {
    return store.sql().sql("select coalesce(max(position), 0) from event_seal").query(Long.class).single();
  }

  CheckpointMaker maker(KeyRing keys) {
    return new CheckpointMaker(store.service(), keys, RANGE, InstantSource.fixed(TestStore.NOON), () -> { });
  }

  SignedStore sign() {
    sign(only(key));
    return this;
  }

  CheckpointMaker.Standing sign(KeyRing keys) {
    try {
      return maker(keys).make(true);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyRing only(SigningKey key) {
    return new KeyRing(Optional.of(key), Optional.empty(), Optional.empty());
  }

  List<SignedCheckpoint> checkpoints() {
    return new CheckpointTable(store.service()).after(0, 1_000);
  }

  List<HistoryEntry> all() {
    var lines = new ArrayList<HistoryEntry>();
    new StoredHistory(store.service()).all(lines::add);
    return lines;
  }

  List<HistoryEntry> of(String migration) {
    var lines = new ArrayList<HistoryEntry>();
    new StoredHistory(store.service()).of(migration, Long.MAX_VALUE, lines::add);
    return lines;
  }

  /** By somebody who knows the key and nothing else. */
  Optional<Tampered.Fault> fault(List<HistoryEntry> lines) {
    return fault(lines, new Verification.Expected(Set.of(key.key().fingerprint()), KnownCheckpoints.NONE, Optional.empty()));
  }

  static Optional<Tampered.Fault> fault(List<HistoryEntry> lines, Verification.Expected expected) {
    try {
      verify(lines, expected);
      return Optional.empty();
    } catch (Tampered e) {
      return Optional.of(e.fault());
    }
  }

  static Verification.Summary verify(List<HistoryEntry> lines, Verification.Expected expected) {
    var verification = new Verification(expected);
    lines.forEach(verification::accept);
    return verification.finish();
  }

  /** What was kept until now. */
  static KnownCheckpoints kept(List<SignedCheckpoint> checkpoints) {
    return new KnownCheckpoints() {
      @Override public Optional<SignedCheckpoint> number(long number) {
        return number > checkpoints.size() ? Optional.empty() : Optional.of(checkpoints.get((int) number - 1));
      }

      @Override public Optional<SignedCheckpoint> last() {
        return checkpoints.isEmpty() ? Optional.empty() : Optional.of(checkpoints.getLast());
      }
    };
  }
}
