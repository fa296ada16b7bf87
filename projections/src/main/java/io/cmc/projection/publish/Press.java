// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.projection.publish.Parcel.Known;
import io.cmc.projection.publish.Parcel.Packed;
import io.cmc.store.read.SealedText;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes all records of an event: the operators', and the teams'. For one thread. */
final class Press {

  private final Envelope envelope;
  private final TeamCopies copies;

  Press(Envelope envelope, TeamCopies copies) {
    this.envelope = envelope;
    this.copies = copies;
  }

  /** @throws Unpublishable when no record can be made of it, or none was taken */
  Packed of(SealedText event, Known known) throws Unpublishable {
    var record = record(event, known);
    return new Packed(event.event().eventId(), record, copies.of(event, record));
  }

  private ProducerRecord<String, byte[]> record(SealedText event, Known known) throws Unpublishable {
    var id = event.event().eventId();
    if (known.discarded().containsKey(id)) return envelope.discarded(event, known.discarded().get(id));
    if (known.refused().containsKey(id)) throw new Unpublishable(known.refused().get(id));
    return envelope.of(event);
  }

  boolean isMark(Packed packed) {
    return envelope.isMark(packed.record());
  }
}
