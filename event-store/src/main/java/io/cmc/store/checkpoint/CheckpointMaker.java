// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.checkpoint;

import io.cmc.seal.Checkpoint;
import io.cmc.seal.GrowingRoot;
import io.cmc.seal.SealedFact;
import io.cmc.seal.SignedCheckpoint;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * Makes checkpoints over what is sealed, one instance at a time: each follows the last one that is stored. Costs as much as the range is
 * long, and keeps the sealer waiting for no longer than one row is added. Safe for many threads.
 */
public final class CheckpointMaker {

  private static final long LOCK = 0x636d632d7369676eL; // "cmc-sign"

  /**
   * @param covered position up to which all events are covered
   * @param sealed position of the last sealed event
   * @param canSign whether the key that is due is here
   */
  public record Standing(long covered, long sealed, boolean canSign) {
    public boolean isComplete() {
      return covered >= sealed;
    }
  }

  private record Last(Optional<SignedCheckpoint> signed, Optional<Checkpoint> checkpoint) {
    long number() {
      return checkpoint.map(Checkpoint::number).orElse(0L);
    }

    long to() {
      return checkpoint.map(Checkpoint::to).orElse(0L);
    }

    void mustLeadOnFrom(byte[] hash) {
      var head = checkpoint.map(Checkpoint::head).orElse(Checkpoint.NONE);
      if (!head.equals(HexFormat.of().formatHex(hash))) {
        throw new IllegalStateException("the chain at position " + to() + " is not what checkpoint " + number() + " was signed over");
      }
    }
  }

  private final DataSource database;
  private final KeyRing keys;
  private final int most;
  private final InstantSource clock;
  private final Runnable fits;

  /**
   * @param most events in the range of one checkpoint
   * @param fits throws IllegalStateException when the database is not the one that was signed until now: nothing is signed then, or one key
   *     would have signed two histories
   */
  public CheckpointMaker(DataSource database, KeyRing keys, int most, InstantSource clock, Runnable fits) {
    this.database = database;
    this.keys = keys;
    this.most = most;
    this.clock = clock;
    this.fits = fits;
  }

  /**
   * Makes all that are due.
   *
   * @param evenFew also one over fewer events than a range may have
   * @throws IllegalStateException when the chain does not lead on from the last checkpoint, or others were signed before: nothing is
   *     signed over that
   */
  public Standing make(boolean evenFew) throws SQLException {
    fits.run();
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        var standing = makeOne(connection, evenFew);
        while (standing.canSign() && isDue(standing, evenFew)) standing = makeOne(connection, evenFew);
        return standing;
      } finally {
        connection.rollback();
      }
    }
  }

  /** Signs what is not signed yet, if the key is here. @return the position up to which all is signed, or else the end of what is sealed */
  public long signAll() {
    try {
      var standing = make(true);
      return standing.canSign() ? standing.covered() : Long.MAX_VALUE;
    } catch (SQLException e) {
      throw new UncategorizedSQLException("signing a checkpoint", null, e);
    } catch (IllegalStateException | UncheckedIOException e) {
      return Long.MAX_VALUE; // whoever reads the export finds out why
    }
  }

  private boolean isDue(Standing standing, boolean evenFew) {
    return standing.sealed() - standing.covered() >= (evenFew ? 1 : most);
  }

  private Standing makeOne(Connection connection, boolean evenFew) throws SQLException {
    number(connection, "select 1 from pg_advisory_xact_lock(" + LOCK + ")");
    var last = last(connection);
    var sealed = number(connection, "select coalesce(max(position), 0) from event_seal");
    var turn = keys.after(last.checkpoint());
    var standing = new Standing(last.to(), sealed, turn.isPresent());
    if (turn.isPresent() && (isDue(standing, evenFew) || turn.get().introduced().isPresent())) {
      var to = Math.max(last.to(), Math.min(sealed, last.to() + most));
      add(connection, last, range(connection, last, to), turn.get());
      standing = new Standing(to, sealed, true);
    }
    connection.commit();
    return standing;
  }

  private void add(Connection connection, Last last, Range range, KeyRing.Turn turn) throws SQLException {
    var checkpoint = new Checkpoint(last.number() + 1, last.to() + 1, range.to(), range.root(), range.head(), clock.instant(),
        last.signed().map(SignedCheckpoint::hash).orElse(Checkpoint.NONE), turn.signer().key(), turn.introduced());
    insert(connection, checkpoint, turn.signer().sign(checkpoint));
  }

  private record Range(long to, String root, String head) {}

  private static Range range(Connection connection, Last last, long to) throws SQLException {
    try (var statement = connection.prepareStatement("select position, hash from event_seal where position >= ? and position <= ? order by position")) {
      statement.setFetchSize(1_000);
      statement.setLong(1, last.to());
      statement.setLong(2, to);
      var root = new GrowingRoot();
      var head = SealedFact.nothingBefore();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          head = rows.getBytes(2);
          if (rows.getLong(1) == last.to()) last.mustLeadOnFrom(head);
          else root.add(head);
        }
      }
      return new Range(to, root.root(), HexFormat.of().formatHex(head));
    }
  }

  private static Last last(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select text, signature from checkpoint order by number desc limit 1")) {
      if (!row.next()) return new Last(Optional.empty(), Optional.empty());
      var signed = new SignedCheckpoint(row.getString(1), row.getString(2));
      return new Last(Optional.of(signed), Optional.of(signed.checkpoint()));
    }
  }

  private static void insert(Connection connection, Checkpoint checkpoint, SignedCheckpoint signed) throws SQLException {
    try (var statement = connection.prepareStatement("insert into checkpoint (number, last_position, text, signature) values (?, ?, ?, ?)")) {
      statement.setLong(1, checkpoint.number());
      statement.setLong(2, checkpoint.to());
      statement.setString(3, signed.text());
      statement.setString(4, signed.signature());
      statement.executeUpdate();
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
