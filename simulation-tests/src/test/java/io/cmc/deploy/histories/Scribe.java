// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.histories;

import io.cmc.event.Event;
import io.cmc.event.IncidentEvent;
import io.cmc.event.JourneyEvent;
import io.cmc.event.StepEvent;
import io.cmc.id.JourneyId;
import io.cmc.seal.Checkpoint;
import io.cmc.seal.GrowingRoot;
import io.cmc.seal.HistoryEntry;
import io.cmc.seal.SealedFact;
import io.cmc.seal.SignedCheckpoint;
import io.cmc.store.checkpoint.SigningKey;
import io.cmc.store.history.HistoryJson;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.common.DateTimeUtils;

/** Stores, seals, signs and exports events as the service does, without a database. The key is thrown away. */
final class Scribe {

  private static final int RANGE = 100;

  private final EventSerializer serializer = new EventSerializer(EventNames.standard());
  private final SigningKey key = SigningKey.make();
  private final HistoryJson json = new HistoryJson();
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Long> streams = new HashMap<>();
  private byte[] head = SealedFact.nothingBefore();
  private GrowingRoot root = new GrowingRoot();
  private String lastCheckpoint = Checkpoint.NONE;
  private long checkpoints;
  private long covered;
  private long position;

  void write(List<Event> events, Path file) throws IOException {
    add(new HistoryEntry.Begin(HistoryEntry.Begin.FORMAT, ""));
    for (var event : events) {
      seal(event);
      if (position % RANGE == 0) sign(event.at());
    }
    if (covered < position) sign(events.getLast().at());
    add(new HistoryEntry.End(events.size(), position));
    Files.write(file, lines);
  }

  private void seal(Event event) {
    var fact = fact(event);
    head = fact.hash(head);
    root.add(head);
    add(new HistoryEntry.Event(fact, HexFormat.of().formatHex(head), null, null));
  }

  private SealedFact fact(Event event) {
    var stored = serializer.serialize(event, String.class);
    var stream = stream(event);
    var migration = event.migration().value();
    return new SealedFact(++position, migration, sequences.merge(migration, 1L, Long::sum), "00000000-0000-4000-8000-%012d".formatted(position),
        stream, streams.merge(stream, 1L, Long::sum) - 1, stream.contains("/") ? "participant" : "migration", stored.getType().getName(),
        stored.getType().getRevision(), DateTimeUtils.formatInstant(event.at()), stored.getData(),
        "{\"actorSubject\":\"simulation\",\"authentication\":\"service\",\"correlationId\":\"c-%d\"}".formatted(position / 10));
  }

  private static String stream(Event event) {
    if (event instanceof IncidentEvent i) return i.incident().value().replaceAll("~.*", "");
    return event instanceof JourneyEvent j && !(event instanceof StepEvent s && s.node().isDomains())
        ? new JourneyId(j.migration(), j.node()).toString() : event.migration().value();
  }

  private void sign(Instant at) {
    var signed = key.sign(new Checkpoint(++checkpoints, covered + 1, position, root.root(), HexFormat.of().formatHex(head), at, lastCheckpoint,
        key.key(), Optional.empty()));
    add(new HistoryEntry.Signed(signed.text(), signed.signature()));
    lastCheckpoint = new SignedCheckpoint(signed.text(), signed.signature()).hash();
    covered = position;
    root = new GrowingRoot();
  }

  private void add(HistoryEntry entry) {
    lines.add(json.line(entry));
  }
}
