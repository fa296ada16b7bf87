// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cmc.id.NodeName;
import io.cmc.projection.publish.Crew.Sharer;
import io.cmc.store.names.EventNames;
import io.cmc.store.read.SealedText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What teams get of a record in their own topics: the same id, key, number and time, and of others' participants nothing. What is not
 * known to be free of them is left out. For one thread.
 */
final class TeamCopies {

  /** How many entries of the event's lists were left out; absent: none. */
  static final String LEFT_OUT = "ce_leftout";

  private static final Logger LOG = LoggerFactory.getLogger(TeamCopies.class);
  private static final Set<String> EVERYBODYS = Set.of("ce_partitionkey", "ce_source");

  private final ObjectMapper json = JsonMapper.builder().build();
  private final EventNames names = EventNames.standard();
  private final PublicationSettings settings;
  private final Envelope envelope;
  private final Crews crews;
  private final Set<String> told = new HashSet<>();

  TeamCopies(PublicationSettings settings, Envelope envelope, Crews crews) {
    this.settings = settings;
    this.envelope = envelope;
    this.crews = crews;
  }

  /** @param record for operators, of the event or the mark of a discarded one */
  List<ProducerRecord<String, byte[]>> of(SealedText event, ProducerRecord<String, byte[]> record) throws Unpublishable {
    if (!settings.teamTopics().isOn()) return List.of();
    var copies = new ArrayList<ProducerRecord<String, byte[]>>();
    for (var team : crews.of(event).map(crew -> crew.teams().entrySet()).orElse(Set.of())) {
      var topic = settings.teamTopic(team.getKey());
      if (topic.isEmpty()) tellOnce(team.getKey());
      else copies.add(to(topic.get(), told(event, record, team.getValue())));
    }
    return copies;
  }

  private void tellOnce(String team) {
    if (told.add(team)) LOG.warn("The team \"{}\" gets no topic of its own: \"{}\" with this name is no topic's name, or another topic's.", team, settings.teamTopics().pattern());
  }

  private static ProducerRecord<String, byte[]> to(String topic, ProducerRecord<String, byte[]> record) {
    return new ProducerRecord<>(topic, null, null, record.key(), record.value(), record.headers());
  }

  private ProducerRecord<String, byte[]> told(SealedText event, ProducerRecord<String, byte[]> record, Sharer team) throws Unpublishable {
    if (team.view().whole()) return record;
    if (envelope.isMark(record) || !names.knows(event.event().name())) return envelope.veiled(event, false);
    var telling = Telling.of(names.type(event.event().name()));
    var data = read(event);
    var node = node(data);
    if (telling == Telling.HAPPENED || telling.isOfOne() && isNobodys(node)) return envelope.veiled(event, true);
    if (telling.isOfOne() && !team.view().names(node)) return envelope.veiled(event, false);
    var left = telling.hasLists() ? withoutOthers(data, team) : 0;
    var copy = left == 0 ? record : partOf(record, data, left);
    return isFreeOfOthers(copy, data, team) ? copy : envelope.veiled(event, true);
  }

  private ObjectNode read(SealedText event) throws Unpublishable {
    try {
      return (ObjectNode) json.readTree(event.event().payload());
    } catch (JsonProcessingException e) {
      throw new Unpublishable("its payload is no JSON: " + e.getOriginalMessage());
    }
  }

  private static String node(JsonNode data) {
    return data.path("node").asText(data.path("participant").asText());
  }

  private static boolean isNobodys(String node) {
    return node.isEmpty() || node.equals(NodeName.DOMAINS.value());
  }

  /** @return how many entries were taken out */
  private static int withoutOthers(ObjectNode data, Sharer team) {
    var left = 0;
    for (var field : data) {
      if (!(field instanceof ArrayNode list)) continue;
      var before = list.size();
      list.removeIf(entry -> !team.view().names(name(entry)));
      left += before - list.size();
    }
    return left;
  }

  private static String name(JsonNode entry) {
    return entry.isTextual() ? entry.asText() : entry.path("node").asText(entry.path("to").asText("?"));
  }

  private ProducerRecord<String, byte[]> partOf(ProducerRecord<String, byte[]> record, ObjectNode data, int left) {
    var part = new ProducerRecord<>(record.topic(), null, null, record.key(), data.toString().getBytes(StandardCharsets.UTF_8), record.headers());
    part.headers().add(LEFT_OUT, Integer.toString(left).getBytes(StandardCharsets.UTF_8));
    return part;
  }

  /** A last look, as a node or a person may have written of others anywhere. The migration's name is everybody's. */
  private static boolean isFreeOfOthers(ProducerRecord<String, byte[]> copy, ObjectNode data, Sharer team) {
    var headers = StreamSupport.stream(copy.headers().spliterator(), false).filter(h -> !EVERYBODYS.contains(h.key()))
        .map(h -> new String(h.value(), StandardCharsets.UTF_8));
    return headers.allMatch(team::mayHear) && isFree(data.deepCopy().without("migration"), team::mayHear);
  }

  private static boolean isFree(JsonNode data, Predicate<String> mayBeHeard) {
    if (data.isTextual()) return mayBeHeard.test(data.asText());
    return data.propertyStream().allMatch(field -> mayBeHeard.test(field.getKey())) && data.valueStream().allMatch(value -> isFree(value, mayBeHeard));
  }
}
