// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.event.MigrationEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** A migration as Axon knows it, from one that stays as it is, or none, and what happened since. */
public final class MigrationTelling implements BiFunction<Optional<Object>, List<Object>, Object> {

  /** Of the streams that it is for. */
  public static final String TYPE = Migration.TYPE;

  @Override public Object apply(Optional<Object> before, List<Object> since) {
    var migration = before.map(m -> ((Migration) m).copy()).orElseGet(Migration::new);
    since.forEach(event -> migration.on((MigrationEvent) event));
    return migration;
  }
}
