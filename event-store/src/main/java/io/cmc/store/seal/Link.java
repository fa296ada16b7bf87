// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import io.cmc.seal.SealedFact;

/** A link of the hash chain: a position and the hash over everything up to it. */
record Link(long position, byte[] hash) {

  static final Link NONE = new Link(0, SealedFact.nothingBefore());

  /** @param sequence of the event within its migration */
  Link next(StoredEvent event, String migration, long sequence) {
    return new Link(position + 1, event.fact(position + 1, migration, sequence).hash(hash));
  }
}
