// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import java.util.Optional;

/** A PostgreSQL database of a node, as the backup reaches it. */
public record Database(String host, int port, String name, String user, Optional<Secret> password) {}
