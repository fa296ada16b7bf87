// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import io.cmc.seal.Tampered;
import io.cmc.seal.Verification;
import io.cmc.store.history.StoredHistory;
import java.util.Optional;
import javax.sql.DataSource;

/** Verifies all that is sealed and signed, in the database itself. Reads everything once, in batches. */
public final class ChainCheck {

  /** @param sealed how many events are as they were sealed, @param fault the first thing that is not */
  public record Verdict(long sealed, Optional<Fault> fault) {}

  public record Fault(long position, String found) {}

  private final StoredHistory history;

  public ChainCheck(DataSource database) {
    this.history = new StoredHistory(database);
  }

  public Verdict verify() {
    var verification = new Verification(Verification.Expected.NOTHING);
    try {
      history.all(verification::accept);
      return new Verdict(verification.finish().position(), Optional.empty());
    } catch (Tampered e) {
      return new Verdict(verification.position(), Optional.of(new Fault(e.fault().position(), e.fault().toString())));
    }
  }
}
