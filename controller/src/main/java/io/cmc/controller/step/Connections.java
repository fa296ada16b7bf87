// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.port.ParticipantNode.Configured;
import io.cmc.controller.port.ParticipantNode.Connected;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** To what a participant is connected, and what it is configured for, read side by side. */
record Connections(List<Configured> configured, List<Connected> connected) {

  static Connections of(ParticipantNode node, Together together) {
    try (var questions = together.questions()) {
      return asked(node, questions).get();
    }
  }

  static Supplier<Connections> asked(ParticipantNode node, Questions questions) {
    var configured = questions.ask(node::configured);
    var connected = questions.ask(node::connected);
    return () -> new Connections(configured.get(), connected.get());
  }

  Optional<Configured> configured(SynchronizerAlias alias) {
    return configured.stream().filter(c -> c.alias().equals(alias)).findFirst();
  }

  Optional<Connected> connected(SynchronizerAlias alias) {
    return connected.stream().filter(c -> c.alias().equals(alias)).findFirst();
  }

  /** Neither list may show a connection: the two are made differently and one may lag. */
  boolean connectedTo(SynchronizerAlias alias) {
    return connected(alias).isPresent() || configured(alias).filter(Configured::connected).isPresent();
  }

  boolean healthy(SynchronizerAlias alias, SynchronizerId id) {
    return connected(alias).filter(c -> c.healthy() && c.id().equals(id)).isPresent();
  }

  List<SynchronizerAlias> connectedBut(SynchronizerAlias... apart) {
    return connected.stream().map(Connected::alias).filter(alias -> !List.of(apart).contains(alias)).toList();
  }

  /** For people: {@code connected to [x], configured for [x, y]}. */
  String found() {
    return "connected to " + connected.stream().map(Connections::word).toList() + ", configured for "
        + configured.stream().map(Configured::alias).toList();
  }

  private static String word(Connected one) {
    return one.alias() + (one.healthy() ? "" : " (not healthy)");
  }
}
