// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.histories;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cmc.seal.HistoryEntry;
import io.cmc.seal.SealedFact;
import io.cmc.store.names.EventNames;
import io.cmc.store.upcast.Upcast;
import io.cmc.store.upcast.Upcasts;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** A past that never was: every event had a revision 0, which called its time {@code when}. */
final class OldPast {

  static final String REVISION = "0";

  private static final ObjectMapper JSON = new ObjectMapper();

  private OldPast() {}

  static Upcasts upcasts() {
    return new Upcasts(EventNames.standard().all().stream().map(name -> Upcast.revision(name, REVISION, "1", json -> renamed(json, "when", "at"))).toList());
  }

  /** The history as it would have been stored then. */
  static List<HistoryEntry.Event> of(ReleasedHistory history) {
    return history.events().stream().map(e -> new HistoryEntry.Event(old(e.fact()), e.hash(), e.before(), e.proof())).toList();
  }

  private static SealedFact old(SealedFact fact) {
    return new SealedFact(fact.position(), fact.migration(), fact.migrationSequence(), fact.eventId(), fact.stream(), fact.streamSequence(), fact.type(),
        fact.name(), REVISION, fact.at(), old(fact.payload()), fact.metadata());
  }

  private static String old(String payload) {
    try {
      return renamed((ObjectNode) JSON.readTree(payload), "at", "when").toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ObjectNode renamed(ObjectNode json, String from, String to) {
    if (!json.has(from)) throw new IllegalArgumentException("expected a field " + from + " in " + json);
    json.set(to, json.remove(from));
    return json;
  }

  /** Rows as another version of the service left them, not sealed. */
  static void store(List<HistoryEntry.Event> events, JdbcTemplate owner) {
    events.stream().map(HistoryEntry.Event::fact).forEach(f -> owner.update("insert into domain_event_entry (event_identifier, aggregate_identifier, "
        + "sequence_number, type, time_stamp, payload_type, payload_revision, payload, meta_data) values (?, ?, ?, ?, ?, ?, ?, ?, ?)", f.eventId(), f.stream(),
        f.streamSequence(), f.type(), f.at(), f.name(), f.revision(), f.payload(), f.metadata()));
  }
}
