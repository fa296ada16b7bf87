// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import java.util.Optional;
import java.util.function.Function;

/** Another one like a migration, whose stream is long; of others, none. */
public final class MigrationCopies implements Function<Object, Optional<Object>> {

  @Override public Optional<Object> apply(Object aggregate) {
    return aggregate instanceof Migration migration ? Optional.of(migration.copy()) : Optional.empty();
  }
}
