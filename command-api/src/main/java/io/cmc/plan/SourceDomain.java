// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import java.util.Optional;

/** The domain that the participants leave. The alias is the same on all of them. */
public record SourceDomain(SynchronizerAlias alias, SynchronizerId id, int protocolVersion, Optional<Endpoint> admin,
    Optional<Database> database, BackupStrategy backup) {}
