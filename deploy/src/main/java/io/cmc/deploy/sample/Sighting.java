// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.sample;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the topic as a consumer reads it, with nothing but Kafka's own client: CloudEvents attributes are headers, the value is the
 * event's JSON.
 *
 * @param kind for example {@code io.cmc.SourceLeft.v1}
 * @param subject participant, or empty
 * @param data JSON
 */
public record Sighting(String migration, long sequence, String id, String kind, String subject, String time, String data) {

  public static Sighting of(ConsumerRecord<String, byte[]> record) {
    return new Sighting(record.key(), Long.parseLong(header(record, "ce_sequence")), header(record, "ce_id"), header(record, "ce_type"),
        header(record, "ce_subject"), header(record, "ce_time"), new String(record.value(), StandardCharsets.UTF_8));
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
