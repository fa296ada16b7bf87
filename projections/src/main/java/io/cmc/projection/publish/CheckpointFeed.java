// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.projection.publish.Parcel.Packed;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.seal.Checkpoint;
import io.cmc.seal.SignedCheckpoint;
import io.cmc.store.checkpoint.Checkpoints;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Signed checkpoints, in a topic of their own beside the events: each once, in order, and after the events that it covers, those of
 * migrations that wait aside. A store whose checkpoints are no longer those that were published adds nothing to them.
 */
final class CheckpointFeed {

  private static final int BATCH = 100;

  private final PublicationSettings settings;
  private final Checkpoints made;

  CheckpointFeed(PublicationSettings settings, Checkpoints made) {
    this.settings = settings;
    this.made = made;
  }

  boolean isOn() {
    return settings.checkpoints();
  }

  /** @throws PublicationBlocked when the store no longer has the one that was published last, as it was */
  void mustStillHave(CheckpointMark mark) {
    if (!isOn() || mark.number() == 0) return;
    var stored = made.after(mark.number() - 1, 1).stream().findFirst();
    if (stored.isEmpty() || !stored.get().hash().equals(mark.hash())) {
      throw another(mark, stored.map(s -> "one with the hash " + s.hash()).orElse("none of that number"));
    }
  }

  /** @throws PublicationBlocked when the next one was not made after the last that was published */
  Optional<Parcel> next(Bookmark before) {
    if (!isOn()) return Optional.empty();
    var records = new ArrayList<Packed>();
    var mark = before.checkpoints();
    for (var signed : made.after(mark.number(), BATCH)) {
      var checkpoint = read(signed, mark);
      if (checkpoint.to() > before.position()) break;
      records.add(new Packed("checkpoint " + checkpoint.number(), record(checkpoint, signed)));
      mark = mark.at(checkpoint.number(), signed.hash());
    }
    return records.isEmpty() ? Optional.empty() : Optional.of(new Parcel(records, before.with(mark), List.of()));
  }

  private Checkpoint read(SignedCheckpoint signed, CheckpointMark before) {
    try {
      var checkpoint = signed.checkpoint();
      if (checkpoint.number() == before.number() + 1 && checkpoint.previous().equals(before.hash())) return checkpoint;
      throw another(before, "checkpoint " + checkpoint.number() + ", which names " + checkpoint.previous() + " as the one before it");
    } catch (IllegalArgumentException e) {
      throw another(before, "one behind it that cannot be read: " + e.getMessage());
    }
  }

  private PublicationBlocked another(CheckpointMark published, String found) {
    return new PublicationBlocked(Problem.of(ProblemCode.TOPIC_AHEAD, "checkpoint " + published.number() + " with the hash " + published.hash()
        + ", as in " + settings.checkpointTopic(), found));
  }

  private ProducerRecord<String, byte[]> record(Checkpoint checkpoint, SignedCheckpoint signed) {
    var record = new ProducerRecord<>(settings.checkpointTopic(), 0, Envelope.number(checkpoint.number()), utf8(signed.file()));
    record.headers().add("content-type", utf8("text/plain; charset=utf-8")).add("source", utf8(settings.source().toString()))
        .add("key-fingerprint", utf8(checkpoint.key().fingerprint()));
    return record;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
