// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.projection.publish.PublicationSettings.Creation;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Sees in one term that a team's topic is there before the first record goes into it. For one thread. */
final class TeamShelves {

  private final Clients clients;
  private final Creation creation;
  private final Set<String> there = new HashSet<>();

  TeamShelves(Clients clients, Creation creation) {
    this.clients = clients;
    this.creation = creation;
  }

  /** @throws org.apache.kafka.common.KafkaException when one is not there and cannot be made */
  void mustBeThere(Collection<String> topics) {
    var asked = topics.stream().filter(t -> !there.contains(t)).sorted().distinct().toList();
    if (asked.isEmpty()) return;
    try (var admin = clients.admin()) {
      asked.forEach(new Topics(admin, creation)::requireEvents);
    }
    there.addAll(asked);
  }
}
