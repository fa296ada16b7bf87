// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.notice;

import io.cmc.id.NodeName;
import java.util.Optional;

/** What an event means to those who are told. */
sealed interface News {

  /** What it is about: told once while it lasts. */
  String subject();

  /**
   * @param node participant that it is about; absent: the migration as a whole
   * @param detail what only those read who may know of all participants; empty: nothing more
   * @param lasts until it is {@link Settled}
   */
  record Raised(String subject, Kind kind, Optional<NodeName> node, String text, String detail, boolean lasts) implements News {}

  record Settled(String subject) implements News {}
}
