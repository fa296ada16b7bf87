// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where events are published to.
 *
 * @param topic the live topic; where the publication is stands in a topic of the same name with {@value #POSITION} at its end, and
 *     checkpoints are in one with {@value #CHECKPOINTS}
 * @param source what events carry as their source
 * @param checkpoints whether they are published too
 * @param teamTopics into which each team gets what it may see
 * @param creation of topics that are not there
 * @param client settings as Kafka names them, {@code bootstrap.servers} among them
 */
public record PublicationSettings(String topic, URI source, boolean checkpoints, TeamTopics teamTopics, Creation creation, Map<String, String> client) {

  static final String POSITION = ".position";
  static final String CHECKPOINTS = ".checkpoints";

  /** @param replication copies of each record; 0: as many as the broker makes by itself */
  public record Creation(boolean allowed, int partitions, int replication) {}

  public PublicationSettings {
    client = Map.copyOf(client);
  }

  public String positionTopic() {
    return topic + POSITION;
  }

  /** Empty where the team has none, as its name cannot be part of a topic's or makes it one of the topics for operators. */
  Optional<String> teamTopic(String team) {
    return teamTopics.of(team).filter(t -> !Set.of(topic, positionTopic(), checkpointTopic()).contains(t));
  }

  public String checkpointTopic() {
    return topic + CHECKPOINTS;
  }
}
