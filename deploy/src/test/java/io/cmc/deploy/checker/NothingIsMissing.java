// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import io.cmc.event.OrderEvent;
import io.cmc.store.read.SealedEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.Stream.Builder;

/** I7, as far as one can read it: no number of a stream or of the migration is left out, and no event comes twice. */
final class NothingIsMissing implements Invariant {

  @Override public Stream<Violation> broken(Evidence all) {
    Builder<Violation> found = Stream.builder();
    Map<String, Long> streams = new HashMap<>();
    var seen = new HashSet<String>();
    var last = 0L;
    for (var event : all.events()) {
      if (!seen.add(event.eventId())) found.add(of(event, "there twice"));
      if (event.migrationSequence() != ++last) found.add(of(event, "expected number " + last + " of the migration, found " + event.migrationSequence()));
      last = event.migrationSequence();
      if (!isOrder(event)) stream(event, streams, found);
    }
    return found.build();
  }

  private static void stream(SealedEvent event, Map<String, Long> streams, Builder<Violation> found) {
    var expected = streams.merge(event.stream(), 0L, (before, zero) -> before + 1);
    if (event.sequenceNumber() != expected) found.add(of(event, "expected number " + expected + " of " + event.stream() + ", found " + event.sequenceNumber()));
    streams.put(event.stream(), event.sequenceNumber());
  }

  /** Refusals are each a stream of their own. */
  private static boolean isOrder(SealedEvent event) {
    return event.payload() instanceof OrderEvent;
  }

  private static Violation of(SealedEvent event, String what) {
    return Violation.of("I7", event.stream(), what).in(event);
  }
}
